using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text.Json;
using ActorPlatform.Client.Http;
using ActorPlatform.Client.Model;
using ActorPlatform.Jobs;
using ActorPlatform.Jobs.Commands;
using ActorPlatform.Jobs.Facade;
using ActorPlatform.Jobs.Operations;
using ActorPlatform.Jobs.Ports;
using ActorPlatform.Jobs.Specs;
using Operation = ActorPlatform.Client.Model.Operation;

namespace ActorPlatform.Client.InProcess;

/// <summary>The engine of this process: what <c>AddActorPlatform</c> put into the host. Thread safe.</summary>
/// <param name="jobs">From the host's services, after it has started.</param>
/// <param name="by">Who is recorded as the one who asks.</param>
/// <param name="time">The clock; the system's when left out.</param>
public sealed partial class InProcessActorPlatform(IJobs jobs, string? by = null, TimeProvider? time = null) : IActorPlatform
{
    private static readonly TimeSpan s_feedEvery = TimeSpan.FromMilliseconds(200);

    /// <summary>As long as HTTP does, unless it is told otherwise.</summary>
    private static readonly TimeSpan s_refreshWithin = TimeSpan.FromSeconds(5);

    private readonly TimeProvider _time = time ?? TimeProvider.System;

    /// <inheritdoc />
    public async Task<Job> CreateJobAsync(JobSpec spec, CommandOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(spec);
        Inputs.Check(options);
        await CheckAsync(spec, cancellationToken);
        var id = NewIdOf(spec, options?.IdempotencyKey);
        await AskAsync(id, new DefineJob(spec), Fingerprint("define", spec), options, cancellationToken);
        return await GetJobAsync(id.Value, cancellationToken);
    }

    /// <inheritdoc />
    public async Task<Job> ChangeSpecAsync(string jobId, JobSpec spec, int ifMatch, CommandOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(spec);
        var id = Inputs.IdOf(jobId);
        Inputs.Check(options);
        await CheckAsync(spec, cancellationToken);
        await AskAsync(id, new ChangeSpec(spec, ifMatch), Fingerprint($"change {ifMatch}", spec), options, cancellationToken);
        return await GetJobAsync(jobId, cancellationToken);
    }

    /// <inheritdoc />
    public async Task<Operation> RunAsync(string jobId, JobAction action, CommandOptions? options = null, CancellationToken cancellationToken = default)
    {
        Inputs.Check(options);
        var reply = await AskAsync(Inputs.IdOf(jobId), Inputs.CommandOf(action), action.ToString(), options, cancellationToken);
        var id = ((OperationReply)reply).Id.Value;
        try
        {
            return await GetOperationAsync(id, options?.Wait ?? TimeSpan.Zero, cancellationToken);
        }
        catch (UnavailableException)
        {
            // Accepted and durable: the caller gets what is certain, never an error that invites a repetition.
            return new Operation { Id = id, JobId = jobId, Kind = action.GetType().Name.ToUpperInvariant() };
        }
    }

    /// <inheritdoc />
    public async Task ReleaseJobAsync(string jobId, CancellationToken cancellationToken = default)
    {
        if (await ReadAsync(() => jobs.ReleaseAsync(Inputs.IdOf(jobId), cancellationToken)))
            return;
        await FindAsync(jobId, cancellationToken);
        throw new ConflictException("job.not-quarantined", "The job is not quarantined; there is nothing to release.");
    }

    /// <inheritdoc />
    public async Task<Job> GetJobAsync(string jobId, CancellationToken cancellationToken = default) => Sights.Of(await FindAsync(jobId, cancellationToken));

    /// <inheritdoc />
    public async Task<Job> RefreshJobAsync(string jobId, CancellationToken cancellationToken = default)
    {
        var id = Inputs.IdOf(jobId);
        return Sights.Of(await ReadAsync(async () =>
        {
            await jobs.RefreshAsync(id, s_refreshWithin, cancellationToken);
            return await jobs.FindAsync(id, cancellationToken);
        }) ?? throw InProcessErrors.JobNotFound(jobId));
    }

    /// <inheritdoc />
    public async Task<Page<Job>> ListJobsAsync(JobFilter filter, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var query = Inputs.QueryOf(filter);
        var page = await ReadAsync(() => jobs.ListAsync(query, cancellationToken));
        return new Page<Job> { Items = [.. page.Items.Select(row => Sights.Of(row, filter.WithSpec))], NextCursor = page.NextCursor, AsOf = page.AsOf };
    }

    /// <inheritdoc />
    public async Task<IReadOnlyList<Run>> ListRunsAsync(string jobId, CancellationToken cancellationToken = default) =>
        [.. (await FindAsync(jobId, cancellationToken)).State.Runs.Reverse().Select(Histories.Of)];

    /// <inheritdoc />
    public async Task<IReadOnlyList<Model.RunException>> ListExceptionsAsync(string jobId, int run, CancellationToken cancellationToken = default) =>
        [.. RunOf(await FindAsync(jobId, cancellationToken), run).Exceptions.Reverse().Select(Histories.Of)];

    /// <inheritdoc />
    public async Task<IReadOnlyList<RestorePoint>> ListRestorePointsAsync(string jobId, CancellationToken cancellationToken = default) =>
        [.. (await FindAsync(jobId, cancellationToken)).State.Ledger.Reverse().Select(Histories.Of)];

    /// <inheritdoc />
    public async Task<IReadOnlyList<Decision>> ExplainAsync(string jobId, CancellationToken cancellationToken = default) =>
        [.. (await FindAsync(jobId, cancellationToken)).State.Decisions.Reverse().Select(Histories.Of)];

    /// <inheritdoc />
    public async Task<Model.LogPart> GetLogAsync(string jobId, int run, LogFilter filter, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var request = Inputs.RequestOf(filter);
        var job = await FindAsync(jobId, cancellationToken);
        var number = RunOf(job, run).Number;
        var part = await ReadAsync(() => jobs.ReadLogAsync(job.State.Id, number, request, cancellationToken))
            ?? throw new NotFoundException("log.not-found", $"There is no log {request.Source} of run {run}: its process was never started, or the cluster has not gathered its files yet, or keeps them no more, or not where hdfs.log-dir says.");
        return Histories.Of(filter.Text is { } text ? part.Only(text) : part);
    }

    /// <inheritdoc />
    public async Task<IReadOnlyList<Model.SpecVersion>> ListSpecVersionsAsync(string jobId, CancellationToken cancellationToken = default) =>
        [.. (await SpecVersionsAsync(jobId, cancellationToken)).Select(Histories.Of)];

    /// <inheritdoc />
    public async Task<Model.EventPage> ListEventsAsync(string jobId, string after = "0", int limit = 100, CancellationToken cancellationToken = default)
    {
        var (position, most) = (Inputs.PositionOf(after), Inputs.LimitOf(limit));
        await FindAsync(jobId, cancellationToken);
        var page = await ReadAsync(() => jobs.ReadEventsAsync(Inputs.IdOf(jobId), position, most, cancellationToken));
        return page.Outdated ? throw Outdated() : new Model.EventPage { Items = [.. page.Items.Select(view => Histories.Of(view, ofFeed: false))], Next = page.Next };
    }

    /// <inheritdoc />
    public async IAsyncEnumerable<JobEvent> FollowAsync(string? since = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        for (var after = since ?? await ReadAsync(() => jobs.ReadFeedPositionAsync(cancellationToken)); ;)
        {
            var page = await ReadAsync(() => jobs.ReadFeedAsync(after == "0" ? null : after, 100, cancellationToken));
            if (page.Outdated)
                throw Outdated();
            foreach (var view in page.Items)
                yield return Histories.Of(view, ofFeed: true);
            after = page.Next;
            if (page.Items.IsEmpty)
                await Task.Delay(s_feedEvery, _time, cancellationToken);
        }
    }

    /// <inheritdoc />
    public async Task<Operation> GetOperationAsync(string operationId, TimeSpan wait = default, CancellationToken cancellationToken = default)
    {
        var id = new OperationId(operationId);
        var sight = await ReadAsync(() => wait > TimeSpan.Zero ? jobs.WaitAsync(id, Inputs.WaitOf(wait), cancellationToken) : jobs.FindOperationAsync(id, cancellationToken));
        return sight is null ? throw new NotFoundException("operation.not-found", $"There is no operation '{operationId}'.") : await WithResultsAsync(Sights.Of(sight), cancellationToken);
    }

    /// <inheritdoc />
    public async Task<Page<Operation>> ListOperationsAsync(OperationFilter filter, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var query = Inputs.QueryOf(filter);
        var page = await ReadAsync(() => jobs.ListOperationsAsync(query, cancellationToken));
        return new Page<Operation> { Items = [.. page.Items.Select(Sights.Of)], NextCursor = page.NextCursor };
    }

    /// <inheritdoc />
    public async Task<IReadOnlyList<Cluster>> ListClustersAsync(CancellationToken cancellationToken = default) =>
        [.. (await ReadAsync(() => jobs.ListClustersAsync(cancellationToken))).Select(Sights.Of)];

    private static string Fingerprint(string act, JobSpec spec) =>
        $"{act} {Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(spec, ClientJson.Of<JobSpec>())))}";

    private static PositionOutdatedException Outdated() => new("events.position-outdated", "The position is from before a restore of the database: list anew.");

    private async Task CheckAsync(JobSpec spec, CancellationToken cancellationToken)
    {
        var clusters = await ReadAsync(() => jobs.ListClustersAsync(cancellationToken));
        if (InProcessErrors.Check(spec, [.. clusters.Select(cluster => cluster.Name)]) is { } problem)
            throw problem;
    }

    private static JobId NewIdOf(JobSpec spec, string? key) => spec.ExternalId is { } external ? Identities.JobOfExternalId(spec.Tenant, external)
        : key is not null ? Identities.JobOfKey(spec.Tenant, key)
        : new JobId($"job-{Guid.NewGuid():N}"[..28]);

    private async Task<ImmutableArray<Jobs.Facade.SpecVersion>> SpecVersionsAsync(string jobId, CancellationToken cancellationToken) =>
        await ReadAsync(() => jobs.ReadSpecVersionsAsync(Inputs.IdOf(jobId), cancellationToken)) ?? throw InProcessErrors.JobNotFound(jobId);

    private static Jobs.Runs.Run RunOf(JobSight job, int run) => job.State.Runs.FirstOrDefault(each => each.Number == run) ?? throw InProcessErrors.RunNotFound(run);

    private async Task<JobSight> FindAsync(string id, CancellationToken cancellationToken) =>
        await ReadAsync(() => jobs.FindAsync(Inputs.IdOf(id), cancellationToken)) ?? throw InProcessErrors.JobNotFound(id);

    private async Task<Behaviors.Reply> AskAsync(JobId id, JobCommand command, string fingerprint, CommandOptions? options, CancellationToken cancellationToken)
    {
        var commandId = options?.IdempotencyKey is { } key ? Identities.Command(id, key) : $"r-{Guid.NewGuid():N}";
        var answer = await jobs.AskAsync(id, new JobRequest(commandId, fingerprint, by ?? "in-process", command), cancellationToken);
        return answer is Answer.Accepted accepted ? accepted.Reply : throw InProcessErrors.Of(answer);
    }

    private static async Task<T> ReadAsync<T>(Func<Task<T>> read)
    {
        try
        {
            return await read();
        }
        catch (JobUnavailableException failure)
        {
            throw new UnavailableException("service.unavailable", failure.Message, failure);
        }
        catch (InvalidCursorException failure)
        {
            throw new InputException("cursor.invalid", failure.Message, new Dictionary<string, string[]> { ["cursor"] = [failure.Message] });
        }
    }
}
