using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Xml;
using ActorPlatform.Client.Model;
using ActorPlatform.Jobs.Specs;

namespace ActorPlatform.Client.Http;

/// <summary>An engine over HTTP. Thread safe.</summary>
/// <remarks>A request whose answer is lost, or is 503 or 429, is repeated for a while with the same Idempotency-Key: it is done once, however often it is sent.</remarks>
public sealed class ActorPlatformHttpClient : IActorPlatform, IDisposable
{
    /// <summary>Of a batch's trial: each of its jobs may have to be loaded first.</summary>
    private static readonly TimeSpan s_trial = TimeSpan.FromMinutes(2);

    /// <summary>Of an artifact, on its way here and from here to every cluster.</summary>
    private static readonly TimeSpan s_upload = TimeSpan.FromHours(1);

    /// <summary>How long an artifact waits for the engine's leave to send it; then it is sent.</summary>
    private static readonly TimeSpan s_leave = TimeSpan.FromSeconds(10);

    /// <summary>Of a look at a cluster: no engine looks longer.</summary>
    private static readonly TimeSpan s_refresh = TimeSpan.FromSeconds(30);

    private readonly HttpClient _http;
    private readonly HttpSender _sender;
    private readonly FeedReader _feed;

    /// <param name="address">Where the engine listens: <c>http://127.0.0.1:8080</c>.</param>
    /// <param name="options">Times; what is usual when left out.</param>
    /// <param name="handler">Sends the requests, and is disposed of with the client; one of its own when left out.</param>
    public ActorPlatformHttpClient(Uri address, ActorPlatformHttpOptions? options = null, HttpMessageHandler? handler = null)
    {
        ArgumentNullException.ThrowIfNull(address);
        var settings = options ?? new ActorPlatformHttpOptions();
        _http = new HttpClient(handler ?? new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(5), PooledConnectionLifetime = TimeSpan.FromMinutes(5), Expect100ContinueTimeout = s_leave })
        {
            BaseAddress = new Uri(address.GetLeftPart(UriPartial.Authority)), Timeout = Timeout.InfiniteTimeSpan,
        };
        _sender = new HttpSender(_http, settings);
        _feed = new FeedReader(_sender, settings);
    }

    /// <inheritdoc />
    public Task<Job> CreateJobAsync(JobSpec spec, CommandOptions? options = null, CancellationToken cancellationToken = default) =>
        CreateJobAsync(JsonSerializer.Serialize(spec, ClientJson.Of<JobSpec>()), options, cancellationToken);

    /// <summary>Defines a job by its spec as JSON; the engine says what is wrong with it.</summary>
    public Task<Job> CreateJobAsync(string spec, CommandOptions? options = null, CancellationToken cancellationToken = default) =>
        _sender.SendAsync(Call.Command(HttpMethod.Post, "/api/v1/jobs", spec, options), ClientJson.Of<Job>(), cancellationToken);

    /// <inheritdoc />
    public Task<Job> ChangeSpecAsync(string jobId, JobSpec spec, int ifMatch, CommandOptions? options = null, CancellationToken cancellationToken = default) =>
        ChangeSpecAsync(jobId, JsonSerializer.Serialize(spec, ClientJson.Of<JobSpec>()), ifMatch, options, cancellationToken);

    /// <summary>Gives a job a new spec as JSON; the engine says what is wrong with it.</summary>
    public Task<Job> ChangeSpecAsync(string jobId, string spec, int ifMatch, CommandOptions? options = null, CancellationToken cancellationToken = default) =>
        _sender.SendAsync(Call.Command(HttpMethod.Put, PathOf(jobId, "/spec"), spec, options) with { IfMatch = ifMatch }, ClientJson.Of<Job>(), cancellationToken);

    /// <inheritdoc />
    public Task<Operation> RunAsync(string jobId, JobAction action, CommandOptions? options = null, CancellationToken cancellationToken = default)
    {
        var (method, part, body) = ActionBodies.Of(action);
        var path = new QueryText(PathOf(jobId, part)).With("wait", options?.Wait > TimeSpan.Zero ? XmlConvert.ToString(options.Wait) : null);
        return _sender.SendAsync(Call.Command(method, path.ToString(), body, options), ClientJson.Of<Operation>(), cancellationToken);
    }

    /// <inheritdoc />
    public Task<Trial> TryRunAsync(string jobId, JobAction action, CancellationToken cancellationToken = default)
    {
        var (method, part, body) = ActionBodies.Of(action);
        return _sender.SendAsync(new Call(method, new QueryText(PathOf(jobId, part)).With("dryRun", "true").ToString()) { Body = body }, ClientJson.Of<Trial>(), cancellationToken);
    }

    /// <inheritdoc />
    public Task<Trial> TryCreateJobAsync(JobSpec spec, CancellationToken cancellationToken = default) =>
        TryCreateJobAsync(JsonSerializer.Serialize(spec, ClientJson.Of<JobSpec>()), cancellationToken);

    /// <summary>What defining a job by its spec as JSON would do; the engine says what is wrong with it.</summary>
    public Task<Trial> TryCreateJobAsync(string spec, CancellationToken cancellationToken = default) =>
        _sender.SendAsync(new Call(HttpMethod.Post, "/api/v1/jobs?dryRun=true") { Body = spec }, ClientJson.Of<Trial>(), cancellationToken);

    /// <inheritdoc />
    public Task<Trial> TryChangeSpecAsync(string jobId, JobSpec spec, int ifMatch, CancellationToken cancellationToken = default) =>
        TryChangeSpecAsync(jobId, JsonSerializer.Serialize(spec, ClientJson.Of<JobSpec>()), ifMatch, cancellationToken);

    /// <summary>What giving a job a new spec as JSON would do; the engine says what is wrong with it.</summary>
    public Task<Trial> TryChangeSpecAsync(string jobId, string spec, int ifMatch, CancellationToken cancellationToken = default) =>
        _sender.SendAsync(new Call(HttpMethod.Put, PathOf(jobId, "/spec?dryRun=true")) { Body = spec, IfMatch = ifMatch }, ClientJson.Of<Trial>(), cancellationToken);

    /// <inheritdoc />
    public Task<SpecDiff> CompareSpecsAsync(string jobId, int from, int to, CancellationToken cancellationToken = default) =>
        GetAsync(PathOf(jobId, string.Create(CultureInfo.InvariantCulture, $"/spec/versions/{from}/diff/{to}")), ClientJson.Of<SpecDiff>(), cancellationToken);

    /// <inheritdoc />
    public Task<Operation> RunBatchAsync(BatchOrder order, CommandOptions? options = null, CancellationToken cancellationToken = default)
    {
        var path = new QueryText("/api/v1/batches").With("wait", options?.Wait > TimeSpan.Zero ? XmlConvert.ToString(options.Wait) : null);
        return _sender.SendAsync(Call.Command(HttpMethod.Post, path.ToString(), BatchBodies.Of(order), options), ClientJson.Of<Operation>(), cancellationToken);
    }

    /// <inheritdoc />
    public Task<BatchTrial> TryBatchAsync(BatchOrder order, CancellationToken cancellationToken = default) =>
        _sender.SendAsync(new Call(HttpMethod.Post, "/api/v1/batches?dryRun=true") { Body = BatchBodies.Of(order), Wait = s_trial }, ClientJson.Of<BatchTrial>(), cancellationToken);

    /// <inheritdoc />
    public Task<Page<BatchResult>> ListBatchResultsAsync(string operationId, BatchResultFilter filter, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var query = new QueryText($"/api/v1/operations/{Uri.EscapeDataString(operationId)}/results").With("state", filter.States.Count > 0 ? string.Join(',', filter.States) : null)
            .With("limit", filter.Limit.ToString(CultureInfo.InvariantCulture)).With("cursor", filter.Cursor);
        return GetAsync(query.ToString(), ClientJson.Of<Page<BatchResult>>(), cancellationToken);
    }

    /// <inheritdoc />
    public async Task ReleaseJobAsync(string jobId, CancellationToken cancellationToken = default)
    {
        using var answer = await _sender.SendAsync(new Call(HttpMethod.Post, PathOf(jobId, "/release")), cancellationToken);
    }

    /// <inheritdoc />
    public Task<LogPart> GetLogAsync(string jobId, int run, LogFilter filter, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var query = new QueryText(PathOf(jobId, $"/runs/{run}/logs")).With("source", filter.Source).With("tail", filter.Bytes?.ToString(CultureInfo.InvariantCulture))
            .With("before", filter.Before?.ToString(CultureInfo.InvariantCulture)).With("q", filter.Text);
        return GetAsync(query.ToString(), ClientJson.Of<LogPart>(), cancellationToken);
    }

    /// <inheritdoc />
    public Task<Job> GetJobAsync(string jobId, CancellationToken cancellationToken = default) => GetAsync(PathOf(jobId, ""), ClientJson.Of<Job>(), cancellationToken);

    /// <inheritdoc />
    public Task<Job> RefreshJobAsync(string jobId, CancellationToken cancellationToken = default) =>
        _sender.SendAsync(Call.Get(PathOf(jobId, "?refresh=true")) with { Wait = s_refresh }, ClientJson.Of<Job>(), cancellationToken);

    /// <inheritdoc />
    public Task<Page<Job>> ListJobsAsync(JobFilter filter, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var query = new QueryText("/api/v1/jobs").With(filter).With("sort", filter.Sort)
            .With("fields", filter.WithSpec ? "full" : "summary").With("limit", filter.Limit.ToString(CultureInfo.InvariantCulture)).With("cursor", filter.Cursor);
        return GetAsync(query.ToString(), ClientJson.Of<Page<Job>>(), cancellationToken);
    }

    /// <inheritdoc />
    public Task<JobSummary> SummarizeJobsAsync(JobFilter filter, IReadOnlyList<string>? by = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var query = new QueryText("/api/v1/jobs/summary").With(filter).With("by", by is { Count: > 0 } ? string.Join(',', by) : null);
        return GetAsync(query.ToString(), ClientJson.Of<JobSummary>(), cancellationToken);
    }

    /// <inheritdoc />
    public Task<IReadOnlyList<Run>> ListRunsAsync(string jobId, CancellationToken cancellationToken = default) => ItemsAsync(PathOf(jobId, "/runs"), ClientJson.Of<Page<Run>>(), cancellationToken);

    /// <inheritdoc />
    public Task<IReadOnlyList<RunException>> ListExceptionsAsync(string jobId, int run, CancellationToken cancellationToken = default) =>
        ItemsAsync(PathOf(jobId, string.Create(CultureInfo.InvariantCulture, $"/runs/{run}/exceptions")), ClientJson.Of<Page<RunException>>(), cancellationToken);

    /// <inheritdoc />
    public Task<IReadOnlyList<RestorePoint>> ListRestorePointsAsync(string jobId, CancellationToken cancellationToken = default) =>
        ItemsAsync(PathOf(jobId, "/restore-points"), ClientJson.Of<Page<RestorePoint>>(), cancellationToken);

    /// <inheritdoc />
    public Task<IReadOnlyList<Decision>> ExplainAsync(string jobId, CancellationToken cancellationToken = default) => ItemsAsync(PathOf(jobId, "/explain"), ClientJson.Of<Page<Decision>>(), cancellationToken);

    /// <inheritdoc />
    public Task<IReadOnlyList<SpecVersion>> ListSpecVersionsAsync(string jobId, CancellationToken cancellationToken = default) =>
        ItemsAsync(PathOf(jobId, "/spec/versions"), ClientJson.Of<Page<SpecVersion>>(), cancellationToken);

    /// <inheritdoc />
    public Task<EventPage> ListEventsAsync(string jobId, string after = "0", int limit = 100, CancellationToken cancellationToken = default) => GetAsync(
        new QueryText(PathOf(jobId, "/events")).With("after", after).With("limit", limit.ToString(CultureInfo.InvariantCulture)).ToString(), ClientJson.Of<EventPage>(), cancellationToken);

    /// <inheritdoc />
    public async IAsyncEnumerable<JobEvent> FollowAsync(string? since = null, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        // Where "now" is has to be known: what happens while a lost connection is made again would be missing.
        var position = since ?? (await ListJobsAsync(new JobFilter { Limit = 1 }, cancellationToken)).AsOf ?? "0";
        await foreach (var item in _feed.ReadAsync(position, cancellationToken))
            yield return item;
    }

    /// <inheritdoc />
    public Task<Operation> GetOperationAsync(string operationId, TimeSpan wait = default, CancellationToken cancellationToken = default)
    {
        var path = new QueryText($"/api/v1/operations/{Uri.EscapeDataString(operationId)}").With("wait", wait > TimeSpan.Zero ? XmlConvert.ToString(wait) : null);
        return _sender.SendAsync(Call.Get(path.ToString()) with { Wait = wait }, ClientJson.Of<Operation>(), cancellationToken);
    }

    /// <inheritdoc />
    public Task<Page<Operation>> ListOperationsAsync(OperationFilter filter, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var query = new QueryText("/api/v1/operations").With("state", filter.State).With("jobId", filter.JobId)
            .With("limit", filter.Limit.ToString(CultureInfo.InvariantCulture)).With("cursor", filter.Cursor);
        return GetAsync(query.ToString(), ClientJson.Of<Page<Operation>>(), cancellationToken);
    }

    /// <inheritdoc />
    public Task<Page<AuditEntry>> ListAuditAsync(AuditFilter filter, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var query = new QueryText("/api/v1/audit").With("jobId", filter.JobId).With("by", filter.By)
            .With("since", filter.Since?.UtcDateTime.ToString("O", CultureInfo.InvariantCulture)).With("until", filter.Until?.UtcDateTime.ToString("O", CultureInfo.InvariantCulture))
            .With("limit", filter.Limit.ToString(CultureInfo.InvariantCulture)).With("cursor", filter.Cursor);
        return GetAsync(query.ToString(), ClientJson.Of<Page<AuditEntry>>(), cancellationToken);
    }

    /// <inheritdoc />
    public Task<PlacedArtifact> PutArtifactAsync(Func<Stream> content, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(content);
        return _sender.SendAsync(new Call(HttpMethod.Post, "/api/v1/artifacts") { Content = content, Wait = s_upload }, ClientJson.Of<PlacedArtifact>(), cancellationToken);
    }

    /// <inheritdoc />
    public Task<IReadOnlyList<Cluster>> ListClustersAsync(CancellationToken cancellationToken = default) => ItemsAsync("/api/v1/clusters", ClientJson.Of<Page<Cluster>>(), cancellationToken);

    /// <inheritdoc />
    public Task<IReadOnlyList<Node>> ListNodesAsync(CancellationToken cancellationToken = default) => ItemsAsync("/api/v1/nodes", ClientJson.Of<Page<Node>>(), cancellationToken);

    /// <inheritdoc />
    public Task<Node> DrainNodeAsync(string name, bool force = false, CancellationToken cancellationToken = default) => _sender.SendAsync(
        new Call(HttpMethod.Post, new QueryText($"/api/v1/nodes/{Uri.EscapeDataString(name)}/drain").With("force", force ? "true" : null).ToString()), ClientJson.Of<Node>(), cancellationToken);

    /// <summary>Closes its connections.</summary>
    public void Dispose() => _http.Dispose();

    private static string PathOf(string jobId, string part) => $"/api/v1/jobs/{Uri.EscapeDataString(jobId)}{part}";

    private Task<T> GetAsync<T>(string path, JsonTypeInfo<T> type, CancellationToken cancellationToken) => _sender.SendAsync(Call.Get(path), type, cancellationToken);

    private async Task<IReadOnlyList<T>> ItemsAsync<T>(string path, JsonTypeInfo<Page<T>> type, CancellationToken cancellationToken) => (await GetAsync(path, type, cancellationToken)).Items;
}
