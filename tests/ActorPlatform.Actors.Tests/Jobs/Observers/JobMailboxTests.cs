using ActorPlatform.Actors.Entities;
using ActorPlatform.Actors.Jobs.Observers;
using ActorPlatform.Actors.Tests.Jobs.Effects;
using ActorPlatform.Actors.Tests.Jobs.Fakes;
using ActorPlatform.Behaviors;
using ActorPlatform.Jobs;
using ActorPlatform.Jobs.Commands;
using ActorPlatform.Jobs.Ports;
using ActorPlatform.Jobs.Runs;
using Akka.Actor;
using ApplicationId = ActorPlatform.Jobs.ApplicationId;

namespace ActorPlatform.Actors.Tests.Jobs.Observers;

public sealed class JobMailboxTests : ActorWorld
{
    private const int MaxStrays = 20;

    /// <summary>Forgotten by the observer it would live as long as it likes: its state in the resource manager does not change any more.</summary>
    [Fact]
    public async Task Tell_OneStrayTooMany_IsToldAgainAndTakenWhenAnotherIsGone()
    {
        var job = new AnsweringJob(Enumerable.Range(1, MaxStrays).Select(IdOf));
        var mailbox = new JobMailbox(() => job.Start(this), TimeSpan.FromSeconds(20));

        (await TellAsync(mailbox, MaxStrays + 1, ApplicationState.Running)).ShouldBe(MailReceipt.NotNow);
        (await TellAsync(mailbox, 1, ApplicationState.Killed)).ShouldBe(MailReceipt.Taken);
        (await TellAsync(mailbox, MaxStrays + 1, ApplicationState.Running)).ShouldBe(MailReceipt.Taken);

        job.State.Strays.Select(s => s.Application).ShouldContain(IdOf(MaxStrays + 1));
    }

    [Fact]
    public async Task Tell_JobIsNotKnown_IsUnknownAndNotTaken()
    {
        var job = new AnsweringJob([]) { State = JobState.Initial };
        var mailbox = new JobMailbox(() => job.Start(this), TimeSpan.FromSeconds(20));

        (await TellAsync(mailbox, 1, ApplicationState.Running)).ShouldBe(MailReceipt.UnknownJob);
    }

    private static Task<MailReceipt> TellAsync(JobMailbox mailbox, int number, ApplicationState state) => mailbox.TellAsync(
        EffectFixture.Job, new ApplicationSeen(new ApplicationReport(IdOf(number), EffectFixture.Job, number, state, FinalStatus.Undefined, null, null, null, null)), CancellationToken.None);

    private static ApplicationId IdOf(int number) => new($"application_1700000000000_{number:0000}");

    /// <summary>The behaviour itself answers, without a shard around it.</summary>
    private sealed class AnsweringJob(IEnumerable<ApplicationId> strays)
    {
        private readonly JobBehavior _behavior = new(new JobSettings());
        private IActorRef? _region;

        public JobState State { get; set; } = new()
        {
            Id = EffectFixture.Job, Status = JobStatus.Killed, Spec = EffectFixture.Plan().Spec, SpecVersion = 1, LastRun = 99, Strays = [.. strays.Select((id, i) => new Stray(i + 1, "a", id))],
        };

        public IActorRef Start(ActorWorld world) => _region ??= world.Run(Props.Create(() => new Region(this)));

        private EntityAnswer Answer(AskEntity ask)
        {
            var decision = _behavior.Decide(State, (JobCommand)ask.Command!, new DecideContext(DateTimeOffset.UnixEpoch, ask.EntityId, ask.CommandId, null));
            if (decision is not Decision<ActorPlatform.Jobs.Events.JobEvent>.Accepted accepted)
                return new EntityAnswer.Rejected(((Decision<ActorPlatform.Jobs.Events.JobEvent>.Rejected)decision).Reason);
            State = accepted.Events.Aggregate(State, _behavior.Evolve);
            return new EntityAnswer.Accepted(accepted.Reply);
        }

        private sealed class Region : ReceiveActor
        {
            public Region(AnsweringJob job) => Receive<AskEntity>(ask => Sender.Tell(job.Answer(ask)));
        }
    }
}
