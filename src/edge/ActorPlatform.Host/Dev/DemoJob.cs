using ActorPlatform.Behaviors;
using ActorPlatform.Jobs;
using ActorPlatform.Jobs.Commands;
using ActorPlatform.Jobs.Facade;
using ActorPlatform.Jobs.Operations;
using ActorPlatform.Jobs.Specs;

namespace ActorPlatform.Host.Dev;

/// <summary>A job to look at. Made once; what people do to it afterwards stays as it is.</summary>
internal sealed class DemoJob(IJobs jobs)
{
    public const string Name = "demo";
    private static readonly TimeSpan s_startWithin = TimeSpan.FromSeconds(30);

    private static JobId Id { get; } = Identities.JobOfExternalId("default", Name);

    private static JobSpec Spec { get; } = new()
    {
        Name = Name, ExternalId = Name, Artifact = "hdfs:///sandbox/demo.jar", EntryClass = "demo.Counter", Args = ["--rate", "100"], Target = new TargetSpec { Cluster = "a" },
    };

    /// <summary>Defines and starts it where that was never done; what became of it, in a sentence.</summary>
    public async Task<string> EnsureAsync(CancellationToken cancellationToken)
    {
        var job = await jobs.FindAsync(Id, cancellationToken);
        if (job?.State is { LastRun: > 0 })
            return $"The demo job {Id} is {EnumNames.Of(job.State.Status)}, as it was left.";
        if (job is null && await AskAsync(new DefineJob(Spec), cancellationToken) is { } undefined)
            return undefined;
        return await StartAsync(cancellationToken);
    }

    private async Task<string> StartAsync(CancellationToken cancellationToken)
    {
        var answer = await jobs.AskAsync(Id, Request(new StartJob(null)), cancellationToken);
        if (answer is not Answer.Accepted { Reply: OperationReply reply })
            return Refused(answer);
        var operation = await jobs.WaitAsync(reply.Id, s_startWithin, cancellationToken);
        return operation?.Operation switch
        {
            { State: OperationState.Succeeded } => $"The demo job {Id} is RUNNING on cluster a.",
            { State: OperationState.Failed } failed => $"The demo job {Id} did not start: {failed.Error}",
            _ => $"The demo job {Id} is still being started.",
        };
    }

    private async Task<string?> AskAsync(JobCommand command, CancellationToken cancellationToken) =>
        await jobs.AskAsync(Id, Request(command), cancellationToken) is var answer and not Answer.Accepted ? Refused(answer) : null;

    // One id for each act: whatever is repeated meets the first one.
    private static JobRequest Request(JobCommand command) => new($"dev-{command.GetType().Name}", "1", "dev", command);

    private static string Refused(Answer answer) => answer switch
    {
        Answer.Rejected rejected => $"The demo job was not started: {rejected.Reason.Message}",
        Answer.Unavailable unavailable => $"The demo job was not started: {unavailable.Why}",
        _ => $"The demo job was not started: {answer}",
    };
}
