using System.Text.Json;

namespace ActorPlatform.Sandbox.Http;

/// <summary>Requests by route and second. Thread safe; remembers an hour of seconds.</summary>
internal sealed class RequestCounts(TimeProvider time)
{
    private const int MaxSeconds = 3600;
    private readonly Lock _gate = new();
    private readonly Queue<(long Second, SortedDictionary<string, int> Routes)> _seconds = new();
    private readonly SortedDictionary<string, long> _totals = new(StringComparer.Ordinal);
    private SortedDictionary<string, int>? _newest;
    private long _second;

    public void Count(string route)
    {
        var second = time.GetUtcNow().ToUnixTimeSeconds();
        lock (_gate)
        {
            if (_newest is null || second > _second)
            {
                (_second, _newest) = (second, new SortedDictionary<string, int>(StringComparer.Ordinal));
                _seconds.Enqueue((second, _newest));
                if (_seconds.Count > MaxSeconds)
                    _seconds.Dequeue();
            }

            _newest[route] = _newest.GetValueOrDefault(route) + 1;
            _totals[route] = _totals.GetValueOrDefault(route) + 1;
        }
    }

    /// <summary>What kind of request it is: ids and paths become <c>{id}</c> and nothing.</summary>
    /// <param name="op">The operation, for WebHDFS.</param>
    public static string RouteOf(string method, string[] segments, string op) => segments switch
    {
        ["webhdfs", ..] => $"{method} /webhdfs/v1?op={op}",
        [JobManagerRoutes.Segment, _, .. var rest] => $"{method} /{JobManagerRoutes.Segment}/{{id}}/{Plain(rest)}",
        ["proxy", _, .. var rest] => $"{method} /proxy/{{id}}/{Plain(rest)}",
        _ => $"{method} /{Plain(segments)}",
    };

    public void Write(Utf8JsonWriter json)
    {
        lock (_gate)
        {
            json.WriteStartObject();
            json.WriteStartObject("totals");
            foreach (var (route, count) in _totals)
                json.WriteNumber(route, count);
            json.WriteEndObject();
            json.WriteStartArray("seconds");
            foreach (var (second, routes) in _seconds)
            {
                json.WriteStartObject();
                json.WriteString("at", DateTimeOffset.FromUnixTimeSeconds(second).UtcDateTime);
                json.WriteStartObject("routes");
                foreach (var (route, count) in routes)
                    json.WriteNumber(route, count);
                json.WriteEndObject();
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }
    }

    private static string Plain(string[] segments) => string.Join('/', segments.Select((segment, i) =>
        segment.StartsWith("application_", StringComparison.Ordinal)
        || segment.StartsWith("container_", StringComparison.Ordinal)
        || (i > 0 && segments[i - 1] is "jobs" or "savepoints" && segment != "overview")
            ? "{id}"
            : segment));
}
