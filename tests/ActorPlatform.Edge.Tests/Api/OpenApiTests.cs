using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using ActorPlatform.Api.OpenApi;
using ActorPlatform.Api.Wire;
using ActorPlatform.Edge.Tests.Architecture;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.OpenApi;
using Microsoft.OpenApi.Reader;

namespace ActorPlatform.Edge.Tests.Api;

/// <summary>The OpenAPI document says what the facade does: every endpoint, every parameter, every field.</summary>
public sealed class OpenApiTests(ApiHost host) : IClassFixture<ApiHost>
{
    private const string Unknown = "zzz";

    [Fact]
    public async Task Document_EveryEndpoint_IsDescribedAndTheOtherWayRound()
    {
        var mapped = host.Endpoints.OfType<RouteEndpoint>().SelectMany(e => e.Metadata.GetRequiredMetadata<IHttpMethodMetadata>().HttpMethods.Select(m => Descriptions.RouteOf(m, e.RoutePattern.RawText))).Order().ToArray();

        var inDocument = (await OperationsAsync()).Select(o => o.Route).Order().ToArray();

        inDocument.ShouldBe(mapped, customMessage: "an endpoint without an entry in src/edge/ActorPlatform.Api/OpenApi/Catalog is not described");
        Descriptions.All.Keys.Order().ToArray().ShouldBe(mapped, customMessage: "a catalog's entry without an endpoint, or the other way round");
    }

    [Fact]
    public async Task Document_EveryOperation_HasNameTagSummaryAnswersAndProblems()
    {
        foreach (var (route, operation) in await OperationsAsync())
        {
            operation["operationId"]!.GetValue<string>().ShouldNotBeNullOrEmpty(route);
            operation["tags"]!.AsArray().Count.ShouldBe(1, route);
            operation["summary"]!.GetValue<string>().ShouldNotBeNullOrEmpty(route);
            var answers = operation["responses"]!.AsObject();
            answers.ShouldContain(a => a.Key.StartsWith('2'), route);
            foreach (var (status, answer) in answers.Where(a => !a.Key.StartsWith('2') && a.Value!["content"]!["application/json"] is null))
                answer!["content"]!["application/problem+json"]!["schema"]!["$ref"]!.GetValue<string>().ShouldBe("#/components/schemas/Problem", $"{route} {status}");
        }
    }

    [Fact]
    public async Task Document_QueryOfEveryOperation_IsTheOneThatIsRead()
    {
        foreach (var (route, operation) in (await OperationsAsync()).Where(o => o.Route.Contains(" /api/", StringComparison.Ordinal)))
        {
            var known = await AskAsync(route, $"?{Unknown}=1", body: null);
            known.ShouldNotBeNull(route);
            Documented(operation, "query").ShouldBe(known, customMessage: route);
        }
    }

    [Fact]
    public async Task Document_BodyOfEveryOperation_IsTheOneThatIsRead()
    {
        var schemas = (await DocumentAsync())["components"]!["schemas"]!;
        foreach (var (route, operation) in (await OperationsAsync()).Where(o => o.Operation["requestBody"]?["content"]!["application/json"] is not null))
        {
            var reference = operation["requestBody"]!["content"]!["application/json"]!["schema"]!;
            var schema = schemas[(reference["$ref"] ?? reference["oneOf"]![1]!["$ref"])!.GetValue<string>().Split('/')[^1]]!;
            var documented = (schema["properties"]?.AsObject() ?? []).Select(p => p.Key).Order(StringComparer.Ordinal).ToArray();

            documented.ShouldBe((await AskAsync(route, "", $$"""{"{{Unknown}}": 1}"""))!, customMessage: route);
        }
    }

    [Fact]
    public async Task Document_OfAFile_SaysWhichMediaTypesAndThatItMustBeThere()
    {
        var body = (await OperationsAsync()).Single(o => o.Route == "POST /api/v1/artifacts").Operation["requestBody"]!;

        body["required"]!.GetValue<bool>().ShouldBeTrue();
        body["content"]!.AsObject().Select(c => c.Key).ShouldBe(["application/octet-stream", "application/java-archive"]);
        body["content"]!.AsObject().ShouldAllBe(c => c.Value!["schema"]!["format"]!.GetValue<string>() == "binary");
    }

    [Fact]
    public async Task Document_OfEveryDryRun_HasATrialAmongItsAnswers()
    {
        var schemas = (await DocumentAsync())["components"]!["schemas"]!;
        var tried = (await OperationsAsync()).Where(o => Documented(o.Operation, "query").Contains("dryRun")).ToList();
        var answer = (await host.PostAsync($"/api/v1/jobs/{await host.DefineAsync("openapi-dry")}/start?dryRun=true")).Json;

        tried.Count.ShouldBe(9);
        tried.ShouldAllBe(o => o.Operation["responses"]!["200"]!["content"]!["application/json"]!["schema"]!.ToJsonString(null).Contains("Trial\""));
        answer.EnumerateObject().Select(p => p.Name).ShouldBeSubsetOf(schemas["Trial"]!["properties"]!.AsObject().Select(p => p.Key));
    }

    [Fact]
    public void Examples_OfEveryAnswer_AreWhatTheTypeSays()
    {
        var strict = new JsonSerializerOptions(ReadableJson.Default.Options) { UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow };
        foreach (var type in Descriptions.All.Values.SelectMany(d => d.Answers).Select(a => a.Body).OfType<Type>().Where(t => t != typeof(JsonObject)).Distinct())
        {
            var example = Examples.Of(type).ShouldNotBeNull(type.Name);
            var read = JsonSerializer.Deserialize(example, type, strict);
            JsonNode.DeepEquals(JsonSerializer.SerializeToNode(read, type, strict), example).ShouldBeTrue($"{type.Name}: {JsonSerializer.Serialize(read, type, strict)}");
        }
    }

    [Fact]
    public async Task Examples_OfTheSpec_IsTaken() => (await host.PostAsync("/api/v1/jobs", Examples.SpecText)).Status.ShouldBeOneOf(200, 201);

    [Fact]
    public async Task Document_ByItsOwnReader_HasNoErrorsOrWarnings()
    {
        var result = OpenApiDocument.Parse((await DocumentAsync()).ToJsonString(), "json", new OpenApiReaderSettings());

        result.Diagnostic!.Errors.ShouldBeEmpty();
        result.Diagnostic.Warnings.ShouldBeEmpty();
    }

    [SkippableFact]
    public async Task Document_ByALinter_HasNoErrorsOrWarnings()
    {
        var (code, text) = await LintAsync(await DocumentAsync());

        code.ShouldBe(0, text);
        text.ShouldNotContain("warning", Case.Insensitive);
    }

    [SkippableFact]
    public async Task Linter_OfADocumentWithAFlaw_FindsIt()
    {
        var document = await DocumentAsync();
        document["paths"]!["/healthz"]!["get"]!.AsObject().Remove("operationId");

        var (_, text) = await LintAsync(document);

        text.ShouldContain("operation-operationId");
    }

    [Fact]
    public async Task Page_OfTheDocument_LoadsNothingFromElsewhere()
    {
        using var page = await host.Client.GetAsync("/docs/index.html");
        var text = await page.Content.ReadAsStringAsync() + await host.Client.GetStringAsync("/docs/index.js");

        page.Headers.GetValues("Content-Security-Policy").Single().ShouldStartWith("default-src 'self'");
        text.ShouldContain("swagger-ui");
        text.ShouldContain("/openapi/v1.json");
        text.ShouldContain("\"validatorUrl\":\"none\"");
        text.ShouldNotMatch(@"(src|href)=""?(https?:)?//");
        (await host.Client.GetStringAsync("/docs/swagger-ui-bundle.js")).Length.ShouldBeGreaterThan(100_000);
    }

    private static async Task<(int Code, string Text)> LintAsync(JsonNode document)
    {
        var program = Path.Combine(Repository.Root, "tests/lint/node_modules/.bin/redocly");
        Skip.IfNot(File.Exists(program), "The linter of OpenAPI documents is not installed: npm ci --prefix tests/lint (needs Node.js 18.17 or newer).");
        using var folder = new Hocon.TemporaryFiles();
        var file = folder.With("v1.json", document.ToJsonString()).Path("v1.json");
        var start = new ProcessStartInfo(program, ["lint", file, "--extends", "recommended", "--format", "stylish"]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false, WorkingDirectory = Path.GetDirectoryName(file) };
        start.Environment["REDOCLY_TELEMETRY"] = "off";
        start.Environment["REDOCLY_SUPPRESS_UPDATE_NOTICE"] = "true";
        using var linter = Process.Start(start)!;
        var (output, errors) = (linter.StandardOutput.ReadToEndAsync(), linter.StandardError.ReadToEndAsync());
        await linter.WaitForExitAsync();
        return (linter.ExitCode, await output + await errors);
    }

    /// <summary>What the endpoint says that it knows, when it is asked for what it does not.</summary>
    private async Task<string[]?> AskAsync(string route, string query, string? body)
    {
        var (method, path) = (route.Split(' ')[0], route.Split(' ')[1]);
        var job = await host.DefineAsync("openapi");
        var url = path.Replace("/operations/{id}", "/operations/op-1", StringComparison.Ordinal).Replace("{id}", job, StringComparison.Ordinal).Replace("{run}", "1", StringComparison.Ordinal).Replace("{name}", "a", StringComparison.Ordinal).Replace("{from}", "1", StringComparison.Ordinal).Replace("{to}", "1", StringComparison.Ordinal);
        var answer = await host.SendAsync(method, url + query, body ?? (method is "POST" or "PUT" ? "{}" : null), ("If-Match", "\"1\""));
        answer.Status.ShouldBe(400, route);
        var text = answer.Json.GetProperty("errors").GetProperty(Unknown)[0].GetString()!;
        var known = text.IndexOf("Known: ", StringComparison.Ordinal);
        return known < 0 ? [] : [.. text[(known + 7)..].TrimEnd('.').Split(", ", StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal)];
    }

    private async Task<JsonNode> DocumentAsync() => JsonNode.Parse(await host.Client.GetStringAsync("/openapi/v1.json"))!;

    private async Task<IEnumerable<(string Route, JsonObject Operation)>> OperationsAsync() => (await DocumentAsync())["paths"]!.AsObject()
        .SelectMany(path => path.Value!.AsObject().Select(o => (Descriptions.RouteOf(o.Key.ToUpperInvariant(), path.Key), o.Value!.AsObject())));

    private static string[] Documented(JsonObject operation, string place) => [.. (operation["parameters"]?.AsArray() ?? [])
        .Where(p => p!["in"]!.GetValue<string>() == place).Select(p => p!["name"]!.GetValue<string>()).Order(StringComparer.Ordinal)];
}
