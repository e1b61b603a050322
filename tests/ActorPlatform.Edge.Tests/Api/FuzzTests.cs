using System.Text;
using System.Text.RegularExpressions;
using ActorPlatform.Api.OpenApi;

namespace ActorPlatform.Edge.Tests.Api;

/// <summary>No request makes a 5xx: random methods, paths, queries, headers and bodies near the valid ones.</summary>
public sealed partial class FuzzTests(ApiHost host) : IClassFixture<ApiHost>
{
    private static readonly string[] s_methods = ["GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS"];

    /// <summary>Every path that there is, so that a new endpoint is among them.</summary>
    private static readonly string[] s_paths = [.. Descriptions.All.Keys.Select(route => Parameter().Replace(route.Split(' ')[1], "{0}")).Distinct().Order(StringComparer.Ordinal)];

    private static readonly string[] s_texts =
        ["", "job-1", "%00", "%2F..%2F", "%F0%9F%98%80", "'; drop table", "-1", "99999999999999999999", "PT20S", "P-1D", "true", "null", "RUNNING", "\"1\"", "a:b", "%ff", "*", "W/\"x\"", "{}"];

    private static readonly string[] s_parameters = ["x", .. Descriptions.All.Values.SelectMany(d => d.Parameters).Where(p => !p.InHeader).Select(p => p.Name).Distinct().Order(StringComparer.Ordinal)];

    private static readonly string[] s_values =
        ["1", "-1", "1e400", "0.5", "null", "true", "\"\"", "\"a\"", "\"\\u0000\"", "\"\\ud83d\"", "\"PT1S\"", "\"1g\"", "[]", "{}", "{", "\"", "nul", "\"START\"", "[\"DEFINED\", \"a:b\"]", """{"action": "START", "select": {"status": ["DEFINED"]}, "expectCount": 1}""", Specs.Good, Specs.Least];

    private static readonly string[] s_fields = ["name", "target", "cluster", "args", "labels", "retry", "byClass", "restore", "drain", "format", "fence", "action", "select", "ids", "status", "label", "options", "expectCount", "parallelism", "\\udc00", "x"];

    private readonly Random _random = new(20260102);

    [Fact]
    public async Task AnyRequest_NearAValidOne_NeverMakesA5xx()
    {
        for (var i = 0; i < 1500; i++)
        {
            var (method, path) = (Pick(s_methods), Path());
            var body = _random.Next(3) == 0 ? null : Json(0);
            var header = _random.Next(2) == 0 ? null : Pick(s_texts);
            using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(host.Address, path));
            if (body is not null)
                request.Content = new StringContent(body, Encoding.UTF8, "application/json");
            if (header is not null)
            {
                request.Headers.TryAddWithoutValidation("If-Match", header);
                request.Headers.TryAddWithoutValidation("Idempotency-Key", header);
            }

            using var response = await host.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);

            ((int)response.StatusCode).ShouldBeLessThan(500, $"{method} {path} {header}\n{body}");
            if ((int)response.StatusCode >= 400 && method != "HEAD")
                response.Content.Headers.ContentType?.MediaType.ShouldBe("application/problem+json", $"{method} {path}");
        }

        host.Log.Entries.ShouldBeEmpty();
    }

    private string Path()
    {
        var query = Enumerable.Range(0, _random.Next(3)).Select(_ => $"{Pick(s_parameters)}={Pick(s_texts)}").ToArray();
        return string.Format(Pick(s_paths), Pick(s_texts)) + (query.Length == 0 ? "" : "?" + string.Join('&', query));
    }

    private string Json(int depth) => _random.Next(depth > 4 ? 1 : 3) switch
    {
        0 => Pick(s_values),
        1 => $"[{string.Join(',', Enumerable.Range(0, _random.Next(4)).Select(_ => Json(depth + 1)))}]",
        _ => $"{{{string.Join(',', Enumerable.Range(0, _random.Next(5)).Select(_ => $"\"{Pick(s_fields)}\":{Json(depth + 1)}"))}}}",
    };

    private string Pick(string[] from) => from[_random.Next(from.Length)];

    [GeneratedRegex(@"\{\w+\}", RegexOptions.None, 1000)]
    private static partial Regex Parameter();
}
