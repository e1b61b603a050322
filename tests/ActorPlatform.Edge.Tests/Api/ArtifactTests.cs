using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text.Json;
using ActorPlatform.Jobs.Facade;

namespace ActorPlatform.Edge.Tests.Api;

public sealed class ArtifactTests(ApiHost host) : IClassFixture<ApiHost>
{
    [Fact]
    public async Task Upload_LargerThanAnyBody_IsNamedByItsContentAndUsableInASpec()
    {
        var content = new byte[20 * 1024 * 1024];
        new Random(7).NextBytes(content);

        var (status, json) = await SendAsync(content, "application/java-archive");

        status.ShouldBe(201, json.ToString());
        var name = json.GetProperty("artifact").GetString()!;
        name.ShouldBe($"sha256:{Convert.ToHexStringLower(SHA256.HashData(content))}");
        json.GetProperty("sizeBytes").GetInt64().ShouldBe(content.Length);
        json.GetProperty("clusters").EnumerateArray().Select(c => c.GetString()).ShouldBe(["a", "b"]);
        host.Jobs.Artifacts[name].ShouldBe(content);
        (await host.PostAsync("/api/v1/jobs", Specs.Good.Replace("hdfs:///jars/orders.jar", name, StringComparison.Ordinal).Replace("4711", "uploaded", StringComparison.Ordinal))).Status.ShouldBe(201);
        Directory.GetFiles(Path.GetTempPath(), "actorplatform-artifact-*").ShouldBeEmpty();
    }

    [Fact]
    public async Task Upload_NothingOrOfAnotherType_IsRefused()
    {
        (await SendAsync([], "application/octet-stream")).Json.GetProperty("code").GetString().ShouldBe("body.missing");
        (await SendAsync([1], "application/json")).Json.GetProperty("code").GetString().ShouldBe("body.media-type");
        (await host.PostAsync("/api/v1/artifacts?name=x")).Errors.ShouldBe(["name"]);
    }

    [Fact]
    public async Task Upload_LargerThanTheLimit_Is413()
    {
        var (status, json) = await SendAsync(new byte[ApiHost.MaxArtifactBytes + 1], "application/octet-stream");

        (status, json.GetProperty("code").GetString()).ShouldBe((413, "body.too-large"));
    }

    [Fact]
    public async Task Upload_ClusterAway_Is503()
    {
        host.Jobs.ReadFault = new JobUnavailableException("It is not on b.");
        var (status, json) = await SendAsync([1, 2, 3], "application/octet-stream");
        host.Jobs.ReadFault = null;

        (status, json.GetProperty("code").GetString()).ShouldBe((503, "service.unavailable"));
    }

    private async Task<(int Status, JsonElement Json)> SendAsync(byte[] content, string type)
    {
        using var body = new ByteArrayContent(content);
        body.Headers.ContentType = new MediaTypeHeaderValue(type);

        // As curl does with what is large: who is refused is told so before anything was sent.
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/artifacts") { Content = body };
        request.Headers.ExpectContinue = true;
        using var response = await host.Client.SendAsync(request);
        return ((int)response.StatusCode, JsonElement.Parse(await response.Content.ReadAsStringAsync()));
    }
}
