using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ActorPlatform.Jobs;
using ActorPlatform.Jobs.Ports;
using ActorPlatform.Rest;
using Microsoft.Extensions.Logging;

namespace ActorPlatform.Yarn;

/// <summary>A ResourceManager's life as seen at one moment.</summary>
/// <param name="Endpoint">Who said so.</param>
/// <param name="StartedOn">When its process started, by its own clock.</param>
/// <param name="Now">What its clock said, where it told.</param>
/// <param name="Up">How long it had been up then, by its own clock where it told one.</param>
/// <param name="Version">Hadoop's version.</param>
/// <param name="KeepsNothing">True when it says that no application outlives its restart.</param>
internal sealed record ManagerInfo(Uri Endpoint, long StartedOn, DateTimeOffset Now, TimeSpan Up, string Version, bool KeepsNothing);

/// <summary>An id that was handed out, and what one container can have.</summary>
internal sealed record NewApplication(ApplicationId Id, CapabilityJson? Maximum);

/// <summary>REST of a YARN cluster's ResourceManagers. Thread safe. Throws <see cref="ClusterUnreachableException"/> when there is no usable answer.</summary>
internal sealed class YarnRest(RestPipe pipe, IReadOnlyList<Uri> managers, string user, TimeProvider time, ILogger logger)
{
    /// <summary>In a list's query: those that are over.</summary>
    public const string EndedStates = "states=FINISHED,FAILED,KILLED";

    private const string DeSelects = "&deSelects=resourceRequests,timeouts,appNodeLabelExpression,amNodeLabelExpression,resourceInfo";
    private static readonly Func<Stream, CancellationToken, ValueTask<object?>> s_readApps = JsonAnswer.Streamed(YarnJson.Default.AppsAnswer);
    private readonly EndpointGroup _managers = new("ResourceManager", managers, pipe, time, logger);

    /// <summary>All addresses.</summary>
    public IReadOnlyList<string> Endpoints => _managers.Names;

    /// <summary>The one that answered last.</summary>
    public Uri Active => _managers.Current;

    public async Task<ManagerInfo> InfoAsync(CancellationToken cancellationToken)
    {
        var answer = await GetAsync("/ws/v1/cluster/info", cancellationToken);
        var info = Read(answer, YarnJson.Default.ClusterInfoAnswer).Info ?? throw Unexpected(answer, "clusterInfo is missing");
        var now = answer.Date ?? time.GetUtcNow();
        var up = now - DateTimeOffset.FromUnixTimeMilliseconds(info.StartedOn);
        // A stand-by's process is old when it becomes active; its memory of applications is as young as that moment.
        if (_managers.ActiveFor is { } active && active < up)
            up = active;
        return new ManagerInfo(new Uri(answer.Call.Endpoint), info.StartedOn, now, up, info.HadoopVersion ?? "", info.StateStore?.EndsWith(".NullRMStateStore", StringComparison.Ordinal) == true);
    }

    public async Task<NewApplication> NewApplicationAsync(CancellationToken cancellationToken)
    {
        // It costs nothing and is never the same twice: an id that was lost on the way is only a gap.
        var answer = await SendAsync(HttpMethod.Post, "/ws/v1/cluster/apps/new-application", json: "{}", isAct: false, cancellationToken);
        var made = Read(answer, YarnJson.Default.NewApplicationAnswer);
        return new NewApplication(new ApplicationId(made.Id ?? throw Unexpected(answer, "application-id is missing")), made.Maximum);
    }

    public Task<RestAnswer> SubmitAsync(string context, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Post, "/ws/v1/cluster/apps", context, isAct: true, cancellationToken);

    /// <summary>An application; null when it is not known.</summary>
    public async Task<AppJson?> FindAsync(ApplicationId id, CancellationToken cancellationToken)
    {
        var answer = await GetAsync($"/ws/v1/cluster/apps/{Uri.EscapeDataString(id.Value)}", cancellationToken);
        if (answer.Status == HttpStatusCode.NotFound && RemoteOf(answer)?.Exception == "NotFoundException")
            return null;
        return Read(answer, YarnJson.Default.AppAnswer).App ?? throw Unexpected(answer, "app is missing");
    }

    /// <summary>All applications with a tag.</summary>
    /// <param name="filter">More of the query: <c>states=…</c>.</param>
    public Task<IReadOnlyList<AppJson>> ListAsync(string tag, string filter, int limit, CancellationToken cancellationToken) =>
        ListAsync($"applicationTags={Uri.EscapeDataString(tag)}&{filter}", limit, cancellationToken);

    /// <summary>Applications of anybody, at most so many.</summary>
    /// <param name="filter">The query: <c>states=…</c>.</param>
    public async Task<IReadOnlyList<AppJson>> ListAsync(string filter, int limit, CancellationToken cancellationToken)
    {
        var query = $"/ws/v1/cluster/apps?{filter}&limit={limit}";
        var answer = await SweepAsync(query + DeSelects);
        // An older ResourceManager refuses fields that it does not know to leave out.
        if (answer.Status == HttpStatusCode.BadRequest)
            answer = await SweepAsync(query);
        var apps = Read(answer, YarnJson.Default.AppsAnswer).Apps ?? throw Unexpected(answer, "apps is missing");
        return apps.App ?? [];

        // Two kilobytes an application, for ten thousand of them every few seconds.
        Task<RestAnswer> SweepAsync(string path) => SendAsync(path, uri => RestCall.Get(uri) with { ReadDocument = s_readApps }, isAct: false, cancellationToken);
    }

    public async Task KillAsync(ApplicationId id, CancellationToken cancellationToken)
    {
        var body = JsonSerializer.Serialize(new StateBody("KILLED"), YarnJson.Default.StateBody);
        var answer = await SendAsync(
            HttpMethod.Put,
            $"/ws/v1/cluster/apps/{Uri.EscapeDataString(id.Value)}/state",
            body,
            isAct: true,
            cancellationToken);
        var isUnknown = answer.Status == HttpStatusCode.NotFound && RemoteOf(answer)?.Exception == "NotFoundException";
        if (!answer.IsSuccess && !isUnknown)
            throw Unexpected(answer, "the kill was not taken");
    }

    public async Task<MetricsJson> MetricsAsync(CancellationToken cancellationToken)
    {
        var answer = await GetAsync("/ws/v1/cluster/metrics", cancellationToken);
        return Read(answer, YarnJson.Default.MetricsAnswer).Metrics ?? throw Unexpected(answer, "clusterMetrics is missing");
    }

    /// <summary>What one container can have, where the scheduler tells.</summary>
    public async Task<CapabilityJson?> MaximumAsync(CancellationToken cancellationToken)
    {
        var answer = await GetAsync("/ws/v1/cluster/scheduler", cancellationToken);
        return Read(answer, YarnJson.Default.SchedulerAnswer).Scheduler?.Info?.Maximum;
    }

    /// <summary>The ResourceManager's reason in an answer that is no success.</summary>
    public static RemoteExceptionJson? RemoteOf(RestAnswer answer) =>
        JsonAnswer.TryRead(answer, YarnJson.Default.RemoteExceptionAnswer)?.RemoteException;

    public static ClusterUnreachableException Unexpected(RestAnswer answer, string why) => JsonAnswer.Unexpected(answer, why).ToUnreachable();

    private static T Read<T>(RestAnswer answer, JsonTypeInfo<T> type)
    {
        if (!answer.IsSuccess)
            throw Unexpected(answer, "no answer of a ResourceManager");
        try
        {
            return JsonAnswer.Read(answer, type);
        }
        catch (RestFaultException e)
        {
            throw e.ToUnreachable();
        }
    }

    // A stand-by sends away; with no active one known to it, it says so in plain text with status 200.
    private static bool IsStandby(RestAnswer answer)
    {
        if (answer.IsRedirect)
            return true;
        if (answer.ContentType.StartsWith("application/json", StringComparison.OrdinalIgnoreCase))
            return answer.Call.Uri.AbsolutePath.EndsWith("/cluster/info", StringComparison.Ordinal)
                && JsonAnswer.TryRead(answer, YarnJson.Default.ClusterInfoAnswer)?.Info is { HaState: not (null or "ACTIVE") };
        return answer.Text.Contains("standby RM", StringComparison.Ordinal) || answer.Text.Contains("active RM", StringComparison.Ordinal);
    }

    private Task<RestAnswer> GetAsync(string path, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Get, path, json: null, isAct: false, cancellationToken);

    private Task<RestAnswer> SendAsync(HttpMethod method, string path, string? json, bool isAct, CancellationToken cancellationToken) =>
        SendAsync(path, uri => new RestCall(method, uri) { Json = json }, isAct, cancellationToken);

    private Task<RestAnswer> SendAsync(string path, Func<Uri, RestCall> call, bool isAct, CancellationToken cancellationToken)
    {
        var full = path + (path.Contains('?', StringComparison.Ordinal) ? "&" : "?") + "user.name=" + Uri.EscapeDataString(user);
        return _managers.SendAsync(manager => call(new Uri(manager, full)), IsStandby, isAct, cancellationToken);
    }
}
