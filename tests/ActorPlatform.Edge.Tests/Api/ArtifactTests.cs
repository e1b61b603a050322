using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text.Json;
using ActorPlatform.Api;
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

    /// <summary>Nobody knows before: it ends where the limit is.</summary>
    [Fact]
    public async Task Upload_OfUnknownLengthLargerThanTheLimit_Is413()
    {
        using var body = new ByteArrayContent(new byte[ApiHost.MaxArtifactBytes + 1]);
        body.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/artifacts") { Content = body };
        request.Headers.TransferEncodingChunked = true;
        using var response = await host.Client.SendAsync(request);

        ((int)response.StatusCode).ShouldBe(413);
        host.Jobs.Artifacts.Values.ShouldAllBe(content => content.Length <= ApiHost.MaxArtifactBytes);
    }

    [Fact]
    public async Task Upload_TheSameTwiceAtOnce_GetsTheSameNameBothTimes()
    {
        var content = new byte[3 * 1024 * 1024];
        new Random(8).NextBytes(content);

        var answers = await Task.WhenAll(SendAsync(content, "application/octet-stream"), SendAsync(content, "application/octet-stream"));

        answers.ShouldAllBe(answer => answer.Status == 201);
        answers.Select(answer => answer.Json.GetProperty("artifact").GetString()).Distinct().Count().ShouldBe(1);
    }

    /// <summary>As often as uploads may be made at one time, and once more: none of them keeps its place.</summary>
    [Fact]
    public async Task Upload_BrokenOffInTheMiddle_LeavesNothingAndCanBeRepeated()
    {
        var (content, uploads) = (new byte[2 * 1024 * 1024], new ApiOptions().MaxUploads);
        new Random(9).NextBytes(content);
        for (var i = 0; i <= uploads; i++)
        {
            using var client = new System.Net.Sockets.TcpClient();
            await client.ConnectAsync(host.Address.Host, host.Address.Port);
            client.LingerState = new System.Net.Sockets.LingerOption(enable: true, seconds: 0);
            var head = $"POST /api/v1/artifacts HTTP/1.1\r\nHost: x\r\nContent-Type: application/octet-stream\r\nContent-Length: {content.Length}\r\n\r\n";
            await client.GetStream().WriteAsync(System.Text.Encoding.ASCII.GetBytes(head));
            await client.GetStream().WriteAsync(content.AsMemory(0, content.Length / 2));
        }

        // The server learns of each broken connection in its own time: until then their places are taken.
        int status;
        JsonElement json;
        do
            (status, json) = await SendAsync(content, "application/octet-stream");
        while (status == 429);

        status.ShouldBe(201, json.ToString());
        host.Jobs.Artifacts.Keys.ShouldNotContain($"sha256:{Convert.ToHexStringLower(SHA256.HashData(content.AsSpan(0, content.Length / 2)))}");
        host.Jobs.Artifacts[json.GetProperty("artifact").GetString()!].ShouldBe(content);
        Directory.GetFiles(Path.GetTempPath(), "actorplatform-artifact-*").ShouldBeEmpty();
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
