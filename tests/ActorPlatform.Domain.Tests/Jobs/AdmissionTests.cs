using ActorPlatform.Behaviors;
using ActorPlatform.Jobs;
using ActorPlatform.Jobs.Commands;
using ActorPlatform.Jobs.Deciding;
using ActorPlatform.Jobs.Events;
using ActorPlatform.Jobs.Operations;
using ActorPlatform.Jobs.Ports;

namespace ActorPlatform.Domain.Tests.Jobs;

public class AdmissionTests
{
    public static TheoryData<JobStatus, OperationKind> Pairs()
    {
        var pairs = new TheoryData<JobStatus, OperationKind>();
        foreach (var status in Enum.GetValues<JobStatus>())
            foreach (var kind in Admissions.Kinds)
                pairs.Add(status, kind);
        return pairs;
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Decide_EveryPair_DoesWhatTheTableSays(JobStatus status, OperationKind kind)
    {
        var job = In(status);
        job.State.Status.ShouldBe(status);
        var state = job.State;
        var decision = job.Behavior.Decide(state, Command(kind), new DecideContext(job.Now, JobScenario.Id.Value, "pair", "ann"));

        var admission = Admissions.Of(status, kind);
        switch (admission.Verdict)
        {
            case Verdict.Rejected:
                decision.ShouldBeOfType<Decision<JobEvent>.Rejected>().Reason.Code.ShouldBe(admission.Code);
                break;
            case Verdict.Queued:
                Accepted(decision).ShouldHaveSingleItem().ShouldBeOfType<OperationAccepted>().Queued.ShouldBeTrue();
                break;
            default:
                Accepted(decision).OfType<OperationAccepted>().ShouldHaveSingleItem().Queued.ShouldBeFalse();
                break;
        }
    }

    private static IEnumerable<JobEvent> Accepted(Decision<JobEvent> decision) => decision.ShouldBeOfType<Decision<JobEvent>.Accepted>().Events;

    private static JobCommand Command(OperationKind kind) => kind switch
    {
        OperationKind.Start => new StartJob("none"),
        OperationKind.Suspend => new SuspendJob(false),
        OperationKind.Kill => new KillJob(false, null),
        OperationKind.Restart => new RestartJob(null),
        OperationKind.Savepoint => new SaveJob("CANONICAL"),
        _ => new RetireJob(false),
    };

    private static JobScenario In(JobStatus status) => status switch
    {
        JobStatus.None => Empty(),
        JobStatus.Defined => new JobScenario(),
        JobStatus.Starting => new JobScenario().Submitted(),
        JobStatus.Running => new JobScenario().Running(),
        JobStatus.Suspending => new JobScenario().Running().Ask(new SuspendJob(false)),
        JobStatus.Suspended => new JobScenario().Running().Suspended(),
        JobStatus.Killing => new JobScenario().Running().Ask(new KillJob(false, null)),
        JobStatus.Killed => new JobScenario().Ask(new StartJob(null)).Ask(new KillJob(false, null)),
        JobStatus.Restarting => new JobScenario().Running().Failed(),
        JobStatus.Failed => new JobScenario().Running().Failed(retryable: false),
        JobStatus.Finished => new JobScenario().Running().Final(ApplicationState.Finished, FinalStatus.Succeeded).Ask(new RunConcluded(1, "goodbye", null, null)),
        _ => new JobScenario().Ask(new RetireJob(false)),
    };

    private static JobScenario Empty()
    {
        var job = new JobScenario();
        job.Forget();
        return job;
    }
}
