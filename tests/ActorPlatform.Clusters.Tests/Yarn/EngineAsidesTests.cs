using ActorPlatform.Clusters.Tests.Fakes;
using ActorPlatform.Hdfs;
using ActorPlatform.Rest;
using ActorPlatform.Yarn;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace ActorPlatform.Clusters.Tests.Yarn;

public sealed class EngineAsidesTests : IAsyncLifetime
{
    private const string Engine = "/webhdfs/v1/flink/engine";
    private static readonly string s_guid = new('a', 32);
    private static readonly string s_hash = new('0', 24);
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 2, 0, 0, 0, TimeSpan.Zero));
    private readonly ClusterOptions _options = new();
    private readonly DirectoryInfo _distribution = Directory.CreateTempSubdirectory("flink-");
    private FakeHttp _node = null!;
    private RestPipe _pipe = null!;
    private FlinkInstaller _installer = null!;

    public async Task InitializeAsync()
    {
        _node = await FakeHttp.StartAsync();
        _node.Json("PUT", "/webhdfs/v1", """{"boolean":true}""").Json("DELETE", "/webhdfs/v1", """{"boolean":true}""");
        _node.Json("GET", "/webhdfs/v1", """{"FileStatus":{"type":"DIRECTORY","permission":"755","length":0,"modificationTime":0,"pathSuffix":""}}""");
        _pipe = new RestPipe(new RestLimits(), new ActRight(), _time);
        var hdfs = new WebHdfsRest(_pipe, new WebHdfsOptions([_node.Uri], "flink", TimeSpan.FromMinutes(1)), _time, NullLogger.Instance);
        _installer = new FlinkInstaller(hdfs, _options, _time);
        // It lies on the cluster with the same size: nothing is uploaded.
        await File.WriteAllTextAsync(Path.Combine(_distribution.FullName, "flink-dist-1.20.jar"), "dist");
        Lists("/webhdfs/v1/flink/dist/flink-1.20/lib", ("flink-dist-1.20.jar", "FILE", TimeSpan.Zero));
    }

    public async Task DisposeAsync()
    {
        _distribution.Delete(recursive: true);
        _pipe.Dispose();
        await _node.DisposeAsync();
    }

    [Fact]
    public async Task Install_AsidesOfKilledEngines_OldOnesGoAndEverythingElseStays()
    {
        var (old, young) = (TimeSpan.FromHours(5), TimeSpan.FromMinutes(20));
        Lists(
            Engine,
            ($".{s_hash}-log4j.properties.{s_guid}", "FILE", old),
            ($".{s_hash}-young.{s_guid}", "FILE", young),
            ($"{s_hash}-log4j.properties", "FILE", old),
            ($".somebody-elses.{s_guid}", "FILE", old),
            ($".{s_hash}-no-guid.txt", "FILE", old),
            ($".{s_hash}-folder.{s_guid}", "DIRECTORY", old));

        await _installer.InstallAsync("1.20", _distribution.FullName, null, CancellationToken.None);

        _node.Requests.Where(request => request.Method == "DELETE").ShouldHaveSingleItem().Path.ShouldBe($"{Engine}/.{s_hash}-log4j.properties.{s_guid}");
    }

    [Fact]
    public async Task Install_MoreAsidesThanItsBound_DeletesAThousand()
    {
        Lists(Engine, [.. Enumerable.Range(0, 1010).Select(i => ($".{s_hash}-{i:0000}.{s_guid}", "FILE", TimeSpan.FromHours(5)))]);

        await _installer.InstallAsync("1.20", _distribution.FullName, null, CancellationToken.None);

        _node.Count("DELETE", Engine).ShouldBe(1000);
    }

    private void Lists(string folder, params (string Name, string Type, TimeSpan Age)[] files)
    {
        var items = files.Select(file =>
            $$"""{"pathSuffix":"{{file.Name}}","type":"{{file.Type}}","length":4,"permission":"644","modificationTime":{{(_time.GetUtcNow() - file.Age).ToUnixTimeMilliseconds()}}}""");
        _node.On(
            "GET",
            folder,
            context => Microsoft.AspNetCore.Http.HttpResponseWritingExtensions.WriteAsync(
                Json(context.Response), context.Request.QueryString.Value!.Contains("LISTSTATUS", StringComparison.Ordinal)
                    ? $$$"""{"FileStatuses":{"FileStatus":[{{{string.Join(',', items)}}}]}}"""
                    : """{"FileStatus":{"type":"DIRECTORY","permission":"755","length":0,"modificationTime":0,"pathSuffix":""}}"""));
    }

    private static Microsoft.AspNetCore.Http.HttpResponse Json(Microsoft.AspNetCore.Http.HttpResponse response)
    {
        response.ContentType = "application/json";
        return response;
    }
}
