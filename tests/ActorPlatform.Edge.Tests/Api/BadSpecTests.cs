using System.Text;

namespace ActorPlatform.Edge.Tests.Api;

public sealed class BadSpecTests(ApiHost host) : IClassFixture<ApiHost>
{
    [Fact]
    public async Task Create_SeveralErrors_NamesEachAndStoresNothing()
    {
        const string Bad = """
            { "name": "", "tenant": "DW!", "artefact": "x", "entryClass": 7, "args": ["a", 1, null], "flinkVersion": "1.16", "parallelism": "two",
              "target": { "cluster": "z", "priority": 1.5, "que": "x" }, "resources": { "jobManager": { "memory": "much" }, "taskManager": [] },
              "retry": { "window": "1h", "byClass": { "USER": {} } }, "state": { "maxAge": "P1Y" }, "recovery": { "replicate": "yes" }, "labels": { "a b": "c" } }
            """;

        var response = await host.PostAsync("/api/v1/jobs", Bad);

        response.ShouldBeProblem(400, "spec.invalid");
        response.Errors.Order(StringComparer.Ordinal).ShouldBe([
            "args[1]", "args[2]", "artefact", "artifact", "entryClass", "flinkVersion", "labels.a b", "name", "parallelism", "recovery.replicate",
            "resources.jobManager.memory", "resources.taskManager", "retry.byClass.USER", "retry.window", "state.maxAge", "target.cluster", "target.priority", "target.que", "tenant",
        ]);
        host.Jobs.Asked.ShouldBeEmpty();
    }

    [Fact]
    public async Task Create_UnknownField_NamesTheNearestKnownOne()
    {
        var response = await host.PostAsync("/api/v1/jobs", Specs.Least.Replace("\"name\":\"n\"", "\"name\":\"n\",\"paralelism\":3", StringComparison.Ordinal));

        response.ShouldBeProblem(400, "request.invalid");
        response.Json.GetProperty("errors").GetProperty("paralelism")[0].GetString().ShouldBe("is not known here. Did you mean 'parallelism'?");
    }

    [Theory]
    [InlineData("\"type\":\"SQL\"", "spec.type-not-supported", "type")]
    [InlineData("\"type\":\"PYFLINK\"", "spec.type-not-supported", "type")]
    public async Task Create_TypeOfALaterVersion_IsRefusedWithItsCode(string field, string code, string path)
    {
        var response = await host.PostAsync("/api/v1/jobs", $$"""{"name":"n",{{field}},"target":{"cluster":"a"} }""");

        response.ShouldBeProblem(400, code);
        response.Errors.ShouldBe([path]);
    }

    [Theory]
    [InlineData("KUBERNETES_APPLICATION")]
    [InlineData("KUBERNETES_STANDALONE")]
    [InlineData("SESSION")]
    public async Task Create_ModeOfALaterVersion_IsRefusedWithItsCode(string mode)
    {
        var response = await host.PostAsync("/api/v1/jobs", Specs.Least.Replace("\"cluster\":\"a\"", $"\"cluster\":\"a\",\"mode\":\"{mode}\"", StringComparison.Ordinal));

        response.ShouldBeProblem(400, "spec.mode-not-supported");
        response.Errors.ShouldBe(["target.mode"]);
    }

    [Fact]
    public async Task Create_UnknownCluster_NamesTheConfiguredOnes()
    {
        var response = await host.PostAsync("/api/v1/jobs", Specs.Least.Replace("\"cluster\":\"a\"", "\"cluster\":\"zz\"", StringComparison.Ordinal));

        response.ShouldBeProblem(400, "spec.cluster-unknown");
        response.Json.GetProperty("errors").GetProperty("target.cluster")[0].GetString().ShouldBe("'zz' is not configured; configured: a, b.");
    }

    [Theory]
    [InlineData("", "body.missing")]
    [InlineData("{", "body.malformed")]
    [InlineData("{\"name\":\"n\",}", "body.malformed")]
    [InlineData("{\"name\":\"n\",\"name\":\"m\"}", "body.malformed")]
    [InlineData("{\"name\":\"\\ud800\"}", "body.malformed")]
    [InlineData("{\"\\udfff\":1}", "body.malformed")]
    [InlineData("{} {}", "body.malformed")]
    [InlineData("NaN", "body.malformed")]
    public async Task Create_BrokenBody_IsRefused(string body, string code) => (await host.PostAsync("/api/v1/jobs", body)).ShouldBeProblem(400, code);

    [Theory]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("\"x\"")]
    [InlineData("7")]
    public async Task Create_NoObject_IsRefused(string body)
    {
        var response = await host.PostAsync("/api/v1/jobs", body);

        response.Status.ShouldBe(400);
        response.Errors.ShouldContain("body");
    }

    [Fact]
    public async Task Create_NulCharacter_IsRefused()
    {
        var response = await host.PostAsync("/api/v1/jobs", Specs.Least.Replace("\"n\"", "\"a\\u0000b\"", StringComparison.Ordinal));

        response.Status.ShouldBe(400);
        response.Errors.ShouldBe(["name"]);
    }

    [Fact]
    public async Task Create_DeepNesting_IsRefused() =>
        (await host.PostAsync("/api/v1/jobs", string.Concat(Enumerable.Repeat("{\"a\":", 40)) + "1" + new string('}', 40))).ShouldBeProblem(400, "body.malformed");

    [Fact]
    public async Task Create_InvalidUtf8_IsRefused()
    {
        using var content = new ByteArrayContent([(byte)'"', 0xC3, 0x28, (byte)'"']);
        content.Headers.ContentType = new("application/json");

        using var response = await host.Client.PostAsync("/api/v1/jobs", content);

        ((int)response.StatusCode).ShouldBe(400);
    }

    [Fact]
    public async Task Create_TooLarge_Answers413()
    {
        var body = Specs.Least.Replace("\"n\"", $"\"{new string('x', 1_100_000)}\"", StringComparison.Ordinal);

        (await host.PostAsync("/api/v1/jobs", body)).ShouldBeProblem(413, "body.too-large");
    }

    [Fact]
    public async Task Create_TooLargeWithoutLength_Answers413()
    {
        using var content = new StreamContent(new MemoryStream(new byte[1_200_000]));
        content.Headers.ContentType = new("application/json");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/jobs") { Content = content };
        request.Headers.TransferEncodingChunked = true;

        using var response = await host.Client.SendAsync(request);

        ((int)response.StatusCode).ShouldBe(413);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/json; charset=utf-16")]
    public async Task Create_AnotherMediaType_Answers415(string type)
    {
        using var content = new StringContent(Specs.Least, Encoding.UTF8);
        content.Headers.ContentType = System.Net.Http.Headers.MediaTypeHeaderValue.Parse(type);

        using var response = await host.Client.PostAsync("/api/v1/jobs", content);

        ((int)response.StatusCode).ShouldBe(415);
    }

    [Fact]
    public async Task Create_EncodedBody_Answers415() =>
        (await host.SendAsync("POST", "/api/v1/jobs", Specs.Least, ("Content-Encoding", "gzip"))).ShouldBeProblem(415, "body.encoding-not-supported");

    [Fact]
    public async Task Create_QueryParameter_IsRefused()
    {
        var response = await host.PostAsync("/api/v1/jobs?wait=PT1S", Specs.Least);

        response.ShouldBeProblem(400, "request.invalid");
        response.Errors.ShouldBe(["wait"]);
    }
}
