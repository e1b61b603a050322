using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ActorPlatform.Jobs;
using ActorPlatform.Jobs.Ports;
using ActorPlatform.Rest;

namespace ActorPlatform.Flink;

/// <summary>REST of JobManagers, 1.17 to 2.3; the base address comes with each call: <c>http://host:port/</c>, or a read-only proxy in front of it. Thread safe.</summary>
/// <remarks>Throws <see cref="RestFaultException"/>: whoever knows other ways to the same JobManager may try them.</remarks>
/// <param name="settled">Of each job whose tasks all run: when Flink says that it last changed, and its exceptions up to there were read.</param>
public sealed class FlinkRest(RestPipe pipe, TimeSpan callTimeout, LruCache<FlinkJobId, long> settled)
{
    private const long MaxLogBytes = 64 * 1024 * 1024;
    private static readonly TimeSpan LogTimeout = TimeSpan.FromSeconds(30);

    /// <summary>What the JobManager says of the run; its exceptions are left out once they were told, until the run changes.</summary>
    public async Task<FlinkAnswer> FetchRunAsync(Uri address, FlinkJobId job, CancellationToken cancellationToken)
    {
        var overview = await ReadAsync(address, "jobs/overview", FlinkJson.Default.JobsOverviewJson, cancellationToken);
        var jobs = JsonAnswer.Required(overview.Answer, overview.Document?.Jobs, "jobs");
        if (jobs.FirstOrDefault(item => item.Id == job.Value) is not { } mine)
            return new FlinkAnswer.OtherJobs([.. jobs.Select(item => item.Id ?? "?")]);
        var tasks = JsonAnswer.Required(overview.Answer, mine.Tasks, "tasks");
        var state = FlinkStates.Parse(mine.State) ?? throw JsonAnswer.Unexpected(overview.Answer, $"unknown job state '{mine.State}'");
        var checkpoints = await ReadAsync(address, $"jobs/{job}/checkpoints", FlinkJson.Default.CheckpointsJson, cancellationToken);
        var report = FlinkReports.Run(state, tasks, checkpoints.Document);
        // A stable run is most of what is polled, and its exceptions can be a large answer. A restart gives its tasks new times, and the job the newest of them.
        var isStable = state == FlinkJobState.Running && report.TasksRunning == report.TasksTotal;
        if (isStable && settled.TryGet(job, out var known) && known == mine.LastModification)
            return new FlinkAnswer.Run(report);
        var exceptions = FlinkReports.Exceptions(await FetchExceptionsAsync(address, job, cancellationToken));
        if (isStable)
            settled.Set(job, mine.LastModification);
        return new FlinkAnswer.Run(report with { Exceptions = exceptions });
    }

    /// <summary>Whose JobManager answers there: the value of <c>high-availability.cluster-id</c>, which a submission sets to its application id; null when it does not say.</summary>
    public async Task<string?> FetchClusterIdAsync(Uri address, CancellationToken cancellationToken)
    {
        var config = await ReadAsync(address, "jobmanager/config", FlinkJson.Default.IReadOnlyListConfigEntryJson, cancellationToken);
        return config.Document?.FirstOrDefault(entry => entry.Key == "high-availability.cluster-id")?.Value;
    }

    /// <summary>Whether the JobManager knows the job; null when it answers neither yes nor no.</summary>
    public async Task<bool?> KnowsAsync(Uri address, FlinkJobId job, CancellationToken cancellationToken)
    {
        var answer = await SendAsync(new RestCall(HttpMethod.Get, new Uri(address, $"jobs/{job}/status")), cancellationToken);
        if (answer.IsSuccess && JsonAnswer.TryRead(answer, FlinkJson.Default.JobStatusJson)?.Status is not null)
            return true;
        return answer.Status == HttpStatusCode.NotFound && JsonAnswer.TryRead(answer, FlinkJson.Default.ErrorsJson)?.Errors is not null
            ? false
            : null;
    }

    /// <summary>Triggers a savepoint, or a stop with one, into a folder.</summary>
    public async Task TriggerAsync(Uri address, FlinkJobId job, SavepointRequest request, string folder, CancellationToken cancellationToken)
    {
        // The two bodies spell the same things differently.
        var (path, body) = request.Stop
            ? ("stop", JsonSerializer.Serialize(new StopBody(folder, request.Drain, request.Format, request.TriggerId), FlinkJson.Default.StopBody))
            : (
                "savepoints",
                JsonSerializer.Serialize(new SavepointBody(folder, Cancel: false, request.Format, request.TriggerId), FlinkJson.Default.SavepointBody));
        var answer = await SendAsync(new RestCall(HttpMethod.Post, new Uri(address, $"jobs/{job}/{path}")) { Json = body }, cancellationToken);
        if (!answer.IsSuccess)
            throw JsonAnswer.Unexpected(answer, "the JobManager did not take the trigger");
    }

    /// <summary>Reads a trigger's result; the location as Flink says it.</summary>
    public async Task<SavepointPoll> PollAsync(Uri address, FlinkJobId job, string triggerId, CancellationToken cancellationToken)
    {
        var answer = await SendAsync(new RestCall(HttpMethod.Get, new Uri(address, $"jobs/{job}/savepoints/{triggerId}")), cancellationToken);
        if (answer.Status == HttpStatusCode.NotFound && JsonAnswer.TryRead(answer, FlinkJson.Default.ErrorsJson)?.Errors is not null)
            return new SavepointPoll.Unknown();
        if (!answer.IsSuccess)
            throw JsonAnswer.Unexpected(answer, "no result of the savepoint");
        var poll = JsonAnswer.Read(answer, FlinkJson.Default.SavepointPollJson);
        return poll switch
        {
            { Status.Id: "IN_PROGRESS" } => new SavepointPoll.InProgress(),
            { Status.Id: "COMPLETED", Operation.Location: { } location } => new SavepointPoll.Completed(location),
            { Status.Id: "COMPLETED", Operation.Failure: { } failure } => new SavepointPoll.Failed(
                failure.StackTrace ?? failure.Class ?? "no reason given"),
            _ => throw JsonAnswer.Unexpected(answer, "neither in progress, nor a location, nor a failure"),
        };
    }

    /// <summary>Newest exceptions, newest last.</summary>
    public async Task<IReadOnlyList<FlinkException>> FetchExceptionsAsync(Uri address, FlinkJobId job, CancellationToken cancellationToken)
    {
        var exceptions = await ReadAsync(
            address,
            $"jobs/{job}/exceptions?maxExceptions={FlinkReports.MaxExceptions}",
            FlinkJson.Default.ExceptionsJson,
            cancellationToken);
        return FlinkReports.Parse(exceptions.Document);
    }

    /// <summary>The end of jobmanager.log; null when the JobManager has none.</summary>
    public async Task<string?> FetchLogTailAsync(Uri address, int bytes, CancellationToken cancellationToken) =>
        await FetchLogAsync(address, "jobmanager", cancellationToken) is { } log ? Encoding.UTF8.GetString(log.AsSpan(Math.Max(0, log.Length - bytes))) : null;

    /// <summary>A whole log, at most 64 MiB: Flink gives no parts; null when there is none.</summary>
    /// <param name="process"><c>jobmanager</c>, or <c>taskmanagers/ID</c>.</param>
    public async Task<byte[]?> FetchLogAsync(Uri address, string process, CancellationToken cancellationToken)
    {
        var call = new RestCall(HttpMethod.Get, new Uri(address, $"{process}/log"))
        {
            Within = LogTimeout,
            MaxResponseBytes = MaxLogBytes,
            Lane = RestLane.JobManagers,
        };
        var answer = await pipe.SendAsync(call, cancellationToken);
        return answer.IsSuccess ? answer.Body : null;
    }

    private Task<RestAnswer> SendAsync(RestCall call, CancellationToken cancellationToken) =>
        pipe.SendAsync(call with { Within = callTimeout, Lane = RestLane.JobManagers }, cancellationToken);

    private async Task<(RestAnswer Answer, T? Document)> ReadAsync<T>(
        Uri address,
        string path,
        JsonTypeInfo<T> type,
        CancellationToken cancellationToken)
        where T : class
    {
        var answer = await SendAsync(RestCall.Get(new Uri(address, path)), cancellationToken);
        if (!answer.IsSuccess)
            throw JsonAnswer.Unexpected(answer, "no Flink answered here");
        return (answer, JsonAnswer.Read(answer, type));
    }
}
