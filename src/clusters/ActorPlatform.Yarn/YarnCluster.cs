using System.Collections.Immutable;
using System.Net;
using ActorPlatform.Flink;
using ActorPlatform.Hdfs;
using ActorPlatform.Jobs;
using ActorPlatform.Jobs.Ports;
using ActorPlatform.Jobs.Retry;
using ActorPlatform.Rest;
using ActorPlatform.Yarn.Submission;

namespace ActorPlatform.Yarn;

/// <summary>The parts of a YARN cluster, made by <see cref="YarnClusters"/>.</summary>
internal sealed record YarnParts(
    RestPipe Pipe,
    YarnRest Yarn,
    WebHdfsRest Hdfs,
    FlinkRest Flink,
    EngineFiles Files,
    JobManagers JobManagers,
    RunPreparation Preparation,
    FailureFinder Failures,
    RunLogs Logs);

/// <summary>A YARN cluster with its HDFS and the JobManagers on it.</summary>
internal sealed class YarnCluster(string name, string installation, ClusterOptions options, YarnParts parts, TimeProvider time)
    : ICluster, IDisposable
{
    private const string LivingStates = "states=NEW,NEW_SAVING,SUBMITTED,ACCEPTED,RUNNING";

    public string Name => name;

    public ClusterTraffic Traffic => parts.Pipe.Traffic([.. parts.Yarn.Endpoints, .. parts.Hdfs.Endpoints]);

    /// <summary>Its HDFS, for the installer and for tests.</summary>
    internal WebHdfsRest Hdfs => parts.Hdfs;

    private readonly ManagerMemory _memory = new(parts.Yarn);
    private readonly Artifacts _artifacts = new(parts.Hdfs, HdfsPath.Of(options.Hdfs.Root), time);

    public async Task<PrepareOutcome> PrepareAsync(RunPlan plan, CancellationToken cancellationToken)
    {
        plan = _artifacts.Resolve(plan);
        if (parts.Preparation.CheckPlan(plan) is { } bad)
            return new PrepareOutcome.Refused(bad);
        return await HdfsCalls.GuardAsync<PrepareOutcome>(
            async () =>
            {
                if (await parts.Preparation.CheckFilesAsync(plan, cancellationToken) is { } missing)
                    return new PrepareOutcome.Refused(missing);
                var made = await parts.Yarn.NewApplicationAsync(cancellationToken);
                if (parts.Preparation.CheckLimits(plan, made.Maximum) is { } large)
                    return new PrepareOutcome.Refused(large);
                // Built once here, so that what cannot be built is known before anything is journaled, and the shared files are in place.
                var (_, failure) = await parts.Preparation.BuildAsync(plan, made.Id, cancellationToken);
                return failure is null ? new PrepareOutcome.Prepared(made.Id) : new PrepareOutcome.Refused(failure);
            },
            refused => new PrepareOutcome.Refused(parts.Preparation.Refuse(FailureClass.Submission, refused.Message, retryable: true)));
    }

    public async Task<PostOutcome> PostAsync(RunPlan plan, ApplicationId application, CancellationToken cancellationToken)
    {
        plan = _artifacts.Resolve(plan);
        var (builder, failure) = await HdfsCalls.GuardAsync(
            () => parts.Preparation.BuildAsync(plan, application, cancellationToken),
            refused => (null, parts.Preparation.Refuse(FailureClass.Submission, refused.Message, retryable: true)));
        if (builder is null)
            return new PostOutcome.Refused(failure!);
        var answer = await parts.Yarn.SubmitAsync(builder.Build(plan, application), cancellationToken);
        return answer.Status switch
        {
            HttpStatusCode.Accepted or HttpStatusCode.OK => new PostOutcome.Accepted(),
            HttpStatusCode.BadRequest or HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized => new PostOutcome.Refused(Refusal(answer)),
            _ => throw YarnRest.Unexpected(answer, "the submission was neither taken nor refused"),
        };
    }

    public async Task<ApplicationLookup> LookUpAsync(ApplicationId application, CancellationToken cancellationToken)
    {
        if (await parts.Yarn.FindAsync(application, cancellationToken) is { } app)
            return Found(app);
        // "Not known" counts only between two looks at the same ResourceManager, which must not have restarted in between.
        var before = await parts.Yarn.InfoAsync(cancellationToken);
        if (await parts.Yarn.FindAsync(application, cancellationToken) is { } late)
            return Found(late);
        return new ApplicationLookup.Missing(IsSettled(before, await parts.Yarn.InfoAsync(cancellationToken)));
    }

    public async Task<bool> RemembersSinceAsync(DateTimeOffset since, CancellationToken cancellationToken)
    {
        var before = await parts.Yarn.InfoAsync(cancellationToken);
        var remembers = await _memory.ReachesBackAsync(before, since + (before.Now - time.GetUtcNow()), cancellationToken);
        return IsSettled(before, await parts.Yarn.InfoAsync(cancellationToken))
            ? remembers
            : throw new ClusterUnreachableException(before.Endpoint.ToString(), "The ResourceManager restarted while it was asked what it remembers, or has only just started.", notSent: false);
    }

    public async Task<ApplicationSweep> FetchApplicationsAsync(CancellationToken cancellationToken)
    {
        var tag = RunIdentity.InstallationTag(installation);
        var files = FileSystemTroubleAsync(cancellationToken);
        var before = await parts.Yarn.InfoAsync(cancellationToken);
        // The living first: one that ends between the two queries is in the second.
        var living = await parts.Yarn.ListAsync(tag, LivingStates, options.Bounds.MaxApplications, cancellationToken);
        var since = time.GetUtcNow() - options.Timeouts.EndedFor;
        var ended = await parts.Yarn.ListAsync(
            tag,
            $"{YarnRest.EndedStates}&finishedTimeBegin={since.ToUnixTimeMilliseconds()}",
            options.Bounds.MaxApplications,
            cancellationToken);
        var settled = IsSettled(before, await parts.Yarn.InfoAsync(cancellationToken)) && living.Count < options.Bounds.MaxApplications;
        var reports = living.Concat(ended).Select(app => ApplicationReports.Of(app, installation)).OfType<ApplicationReport>();
        return new ApplicationSweep([.. reports.GroupBy(report => report.Id).Select(group => group.Last())], settled, await files);
    }

    // One cheap question beside the sweep: without the file system a run can neither start nor save its state, and its job should say so.
    private async Task<string?> FileSystemTroubleAsync(CancellationToken cancellationToken)
    {
        try
        {
            await parts.Hdfs.FindAsync(HdfsPath.Of(options.Hdfs.Root), cancellationToken);
            return null;
        }
        catch (Exception e) when (e is ClusterUnreachableException or HdfsRefusedException)
        {
            return e.Message;
        }
    }

    public Task KillAsync(ApplicationId application, CancellationToken cancellationToken) => parts.Yarn.KillAsync(application, cancellationToken);

    public async Task<RunReport> FetchRunAsync(RunAddress run, CancellationToken cancellationToken)
    {
        var (report, address) = await parts.JobManagers.ReadAsync(
            run,
            at => RunReading.ReadAsync(parts.Flink, at, run, cancellationToken),
            cancellationToken);
        return report with
        {
            RestAddress = address,
            Completed = [.. report.Completed.Select(checkpoint => checkpoint with { Path = HdfsPath.StripAuthority(checkpoint.Path) })],
        };
    }

    public Task TriggerSavepointAsync(RunAddress run, SavepointRequest request, CancellationToken cancellationToken) =>
        parts.JobManagers.ActAsync(
            run,
            at =>
                parts.Flink.TriggerAsync(
                    at,
                    run.FlinkJob,
                    request,
                    SavepointFolder(run.Job, run.Run, request.TriggerId).WithoutAuthority,
                    cancellationToken),
            cancellationToken);

    public async Task<SavepointProgress> FetchSavepointAsync(RunAddress run, SavepointRequest request, CancellationToken cancellationToken)
    {
        var (poll, _) = await parts.JobManagers.ReadAsync(
            run,
            at => parts.Flink.PollAsync(at, run.FlinkJob, request.TriggerId, cancellationToken),
            cancellationToken);
        return poll switch
        {
            SavepointPoll.Completed completed => new SavepointProgress.Completed(
                await DescribeAsync(HdfsPath.StripAuthority(completed.Location), cancellationToken)),
            SavepointPoll.Failed failed => new SavepointProgress.Failed(
                StackTraces.InnermostCause(failed.StackTrace) ?? StackTraces.Shorten(failed.StackTrace, 1000)),
            SavepointPoll.InProgress => new SavepointProgress.InProgress(),
            _ => new SavepointProgress.Unknown(),
        };
    }

    public Task<SavepointFound?> FindSavepointAsync(JobId job, int run, string triggerId, CancellationToken cancellationToken) =>
        HdfsCalls.GuardAsync(() => Savepoints.FindAsync(parts.Hdfs, SavepointFolder(job, run, triggerId), cancellationToken));

    public Task<ImmutableArray<CheckpointReport>> FindCheckpointsAsync(RunAddress run, CancellationToken cancellationToken) =>
        HdfsCalls.GuardAsync(() => Checkpoints.FindAsync(parts.Hdfs, CheckpointFolder(run.FlinkJob), cancellationToken));

    public Task<JobManagerLife> ProbeJobManagerAsync(RunAddress run, CancellationToken cancellationToken) =>
        parts.JobManagers.AddressOf(run) is { } address
            ? RunReading.ProbeAsync(parts.Flink, address, run, cancellationToken)
            : new UnaddressedMaster(parts.Yarn, parts.Pipe, options).ProbeAsync(run, cancellationToken);

    public Task<Failure> FetchFailureAsync(RunAddress run, ApplicationReport? report, CancellationToken cancellationToken) =>
        parts.Failures.FindAsync(run, report, cancellationToken);

    public Task<LogPart?> FetchLogAsync(RunAddress run, LogRequest request, CancellationToken cancellationToken) =>
        parts.Logs.FetchAsync(run, request, cancellationToken);

    public Task PutArtifactAsync(string name, Func<Stream> content, CancellationToken cancellationToken) => HdfsCalls.GuardAsync(async () =>
    {
        await _artifacts.PutAsync(name, content, cancellationToken);
        return true;
    });

    public async Task<ClusterCapacity> FetchCapacityAsync(CancellationToken cancellationToken)
    {
        var info = await parts.Yarn.InfoAsync(cancellationToken);
        var metrics = await parts.Yarn.MetricsAsync(cancellationToken);
        var maximum = await parts.Yarn.MaximumAsync(cancellationToken);
        return new ClusterCapacity(
            info.Version,
            metrics.TotalMb,
            metrics.AvailableMb,
            metrics.TotalCores,
            metrics.AvailableCores,
            metrics.ActiveNodes,
            metrics.LostNodes,
            metrics.AppsRunning,
            maximum?.Memory ?? metrics.TotalMb,
            maximum?.Cores ?? metrics.TotalCores);
    }

    public void Dispose()
    {
        parts.Files.Dispose();
        parts.Pipe.Dispose();
    }

    private ApplicationLookup.Found Found(AppJson app) =>
        ApplicationReports.Of(app, installation) is { } report
            ? new ApplicationLookup.Found(report)
            : throw new ClusterUnreachableException(
                parts.Yarn.Active.ToString(),
                $"{app.Id} is in state {app.State} with the tags '{app.Tags}': not one of this installation's, or of an unknown state.",
                notSent: false);

    private bool IsSettled(ManagerInfo before, ManagerInfo after) =>
        before.Endpoint == after.Endpoint && before.StartedOn == after.StartedOn && before.Up > options.Timeouts.Grace;

    private HdfsPath CheckpointFolder(FlinkJobId job) => HdfsPath.Of(options.Hdfs.Root).Under($"checkpoints/{job}");

    private HdfsPath SavepointFolder(JobId job, int run, string triggerId) =>
        HdfsPath.Of(options.Hdfs.Root).Under($"savepoints/{job}/run-{run}/{triggerId}");

    // The location is told once after a stop, and must not be lost because HDFS does not answer just now.
    private async Task<SavepointFound> DescribeAsync(string location, CancellationToken cancellationToken)
    {
        var plain = new SavepointFound(location, time.GetUtcNow(), null);
        if (!HdfsPath.TryParse(location, out var folder, out _))
            return plain;
        try
        {
            return await Savepoints.DescribeAsync(parts.Hdfs, folder, cancellationToken) ?? plain;
        }
        catch (Exception e) when (e is ClusterUnreachableException or HdfsRefusedException)
        {
            return plain;
        }
    }

    private Failure Refusal(RestAnswer answer)
    {
        var reason = YarnRest.RemoteOf(answer)?.Message ?? answer.Describe();
        var tooMuch =
            reason.Contains("more memory", StringComparison.OrdinalIgnoreCase)
            || reason.Contains("more than configured max", StringComparison.OrdinalIgnoreCase)
            || reason.Contains("Invalid resource request", StringComparison.OrdinalIgnoreCase)
            || reason.Contains("more virtual cores", StringComparison.OrdinalIgnoreCase);
        return new Failure(
            tooMuch ? FailureClass.Resources : FailureClass.Submission,
            $"YARN refused the submission: {reason}",
            reason,
            $"{answer.Call.Endpoint} answered {answer.Describe()}",
            time.GetUtcNow(),
            Retryable: false);
    }
}
