using ActorPlatform.Flink;
using ActorPlatform.Jobs.Ports;
using ActorPlatform.Jobs.Retry;
using ActorPlatform.Rest;
using ActorPlatform.Yarn.Submission;

namespace ActorPlatform.Yarn;

/// <summary>Gathers what is known of a run's end, from the ResourceManager, the JobManager while it lives, and the logs; missing parts are named, not fatal.</summary>
internal sealed class FailureFinder(YarnRest yarn, FlinkRest flink, JobManagers jobManagers, ContainerLogs logs, EngineFiles files, TimeProvider time)
{
    private const int JobManagerTail = 48 * 1024;

    public async Task<Failure> FindAsync(RunAddress run, ApplicationReport? report, CancellationToken cancellationToken)
    {
        var app = await FindAppAsync(run, cancellationToken);
        var lives = app is not null && !ApplicationReports.IsFinal(app) && report is not { IsFinal: true };
        var exceptions = await ExceptionsAsync(run, lives, cancellationToken);

        // Whatever the resource manager calls it: a run on a lost node, or one just killed, still has its log where it was written.
        var tails = app is null ? null : await LivingTailsAsync(run, app, lives, cancellationToken);
        tails ??= lives
            ? new LogTails(null, null, "Neither the NodeManager nor the JobManager gave jobmanager.log.")
            : await logs.FromHdfsAsync(run.Application, app, cancellationToken);
        var diagnostics = app?.Diagnostics is { Length: > 0 } fresh ? fresh : report?.Diagnostics;
        var failure = FailureCauses.Classify(new FailureEvidence(diagnostics, exceptions, tails.Log, tails.Err, tails.Source), time.GetUtcNow());
        return
            failure.Summary.Contains(EngineFiles.FolderName, StringComparison.Ordinal)
            || diagnostics?.Contains("changed on src filesystem", StringComparison.Ordinal) == true
            ? ForgetFiles(failure)
            : failure;
    }

    // The next submission must look at HDFS again: what it named is gone, or is another file now.
    private Failure ForgetFiles(Failure failure)
    {
        files.Forget();
        return failure with { Class = FailureClass.Infrastructure, Retryable = true };
    }

    private async Task<AppJson?> FindAppAsync(RunAddress run, CancellationToken cancellationToken)
    {
        try
        {
            return await yarn.FindAsync(run.Application, cancellationToken);
        }
        catch (ClusterUnreachableException)
        {
            return null;
        }
    }

    private async Task<IReadOnlyList<FlinkException>> ExceptionsAsync(RunAddress run, bool lives, CancellationToken cancellationToken)
    {
        try
        {
            if (lives)
                return (
                    await jobManagers.ReadAsync(run, at => flink.FetchExceptionsAsync(at, run.FlinkJob, cancellationToken), cancellationToken)).Value;
            // It may answer for some time after its application is called over.
            return jobManagers.AddressOf(run) is { } address
                ? await flink.FetchExceptionsAsync(JobManagers.Base(address), run.FlinkJob, cancellationToken)
                : [];
        }
        catch (Exception e) when (e is ClusterUnreachableException or RestFaultException)
        {
            return [];
        }
    }

    private async Task<LogTails?> LivingTailsAsync(RunAddress run, AppJson app, bool lives, CancellationToken cancellationToken)
    {
        if (await logs.FromNodeManagerAsync(app, cancellationToken) is { } tails)
            return tails;
        try
        {
            var (log, address) = lives
                ? await jobManagers.ReadAsync(run, at => flink.FetchLogTailAsync(at, JobManagerTail, cancellationToken), cancellationToken)
                : await AskDirectlyAsync(run, cancellationToken);
            return log is null ? null : new LogTails(log, null, $"End of jobmanager.log, from the JobManager {address ?? "through the proxy"}:");
        }
        catch (Exception e) when (e is ClusterUnreachableException or RestFaultException)
        {
            return null;
        }
    }

    private async Task<(string? Log, string? Address)> AskDirectlyAsync(RunAddress run, CancellationToken cancellationToken) =>
        jobManagers.AddressOf(run) is { } address && await flink.KnowsAsync(JobManagers.Base(address), run.FlinkJob, cancellationToken) is true
            ? (await flink.FetchLogTailAsync(JobManagers.Base(address), JobManagerTail, cancellationToken), address)
            : (null, null);
}
