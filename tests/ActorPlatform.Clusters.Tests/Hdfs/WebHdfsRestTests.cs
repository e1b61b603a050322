using System.Text;
using ActorPlatform.Clusters.Tests.Fakes;
using ActorPlatform.Hdfs;
using ActorPlatform.Jobs.Ports;
using ActorPlatform.Rest;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace ActorPlatform.Clusters.Tests.Hdfs;

public sealed class WebHdfsRestTests : IAsyncLifetime
{
    private static readonly HdfsPath AnyPath = HdfsPath.Of("/any");
    private readonly FakeTimeProvider _time = new();
    private FakeHttp _node = null!;
    private FakeHttp _other = null!;
    private RestPipe _pipe = null!;
    private WebHdfsRest _hdfs = null!;

    public async Task InitializeAsync()
    {
        _node = await FakeHttp.StartAsync();
        _other = await FakeHttp.StartAsync();
        _pipe = new RestPipe(new RestLimits(), new ActRight(), _time);
        _hdfs = new WebHdfsRest(_pipe, new WebHdfsOptions([_node.Uri, _other.Uri], "flink", TimeSpan.FromMinutes(1)), _time, NullLogger.Instance);
    }

    public async Task DisposeAsync()
    {
        _pipe.Dispose();
        await _node.DisposeAsync();
        await _other.DisposeAsync();
    }

    [Fact]
    public async Task Find_OfAFile_HasItsLengthAndItsTimeToTheMillisecond()
    {
        _node.Play("GET", "/webhdfs/v1", "webhdfs-getfilestatus");

        (await _hdfs.FindAsync(AnyPath, CancellationToken.None)).ShouldBe(new HdfsStatus(AnyPath, IsDirectory: false, 29801, 1795255415487, "644"));
        _node.Requests.ShouldHaveSingleItem().Query.ShouldBe("?op=GETFILESTATUS&user.name=flink");
    }

    [Fact]
    public async Task Find_OfWhatIsNotThere_IsNull()
    {
        _node.Play("GET", "/webhdfs/v1", "webhdfs-getfilestatus-not-found");

        (await _hdfs.FindAsync(AnyPath, CancellationToken.None)).ShouldBeNull();
    }

    [Fact]
    public async Task List_OfAFolder_IsSortedWithFullPaths()
    {
        _node.Play("GET", "/webhdfs/v1", "webhdfs-liststatus");

        var items = await _hdfs.ListAsync(AnyPath, CancellationToken.None);

        items!.Select(item => item.Path.Value).ShouldBe(["/any/chk-66", "/any/chk-67", "/any/chk-68", "/any/shared", "/any/taskowned"]);
        items!.ShouldAllBe(item => item.IsDirectory);
    }

    [Fact]
    public async Task List_OfEmptyAndMissingFolders_IsEmptyAndNull()
    {
        _node.Play("GET", "/webhdfs/v1/empty", "webhdfs-liststatus-empty").Play("GET", "/webhdfs/v1/missing", "webhdfs-liststatus-not-found");

        (await _hdfs.ListAsync(HdfsPath.Of("/empty"), CancellationToken.None))!.ShouldBeEmpty();
        (await _hdfs.ListAsync(HdfsPath.Of("/missing"), CancellationToken.None)).ShouldBeNull();
    }

    [Fact]
    public async Task ListFiles_WithFoldersInside_GoesIntoThem()
    {
        _node
            .Json(
                "GET",
                "/webhdfs/v1/lib",
                """{"FileStatuses":{"FileStatus":[{"pathSuffix":"b","type":"DIRECTORY"},{"pathSuffix":"a.jar","type":"FILE","length":1}]}}""")
            .Json("GET", "/webhdfs/v1/lib/b", """{"FileStatuses":{"FileStatus":[{"pathSuffix":"c.jar","type":"FILE","length":2}]}}""");

        var files = await _hdfs.ListFilesAsync(HdfsPath.Of("/lib"), CancellationToken.None);

        files!.Select(file => file.Path.Value).ShouldBe(["/lib/a.jar", "/lib/b/c.jar"]);
    }

    [Theory]
    [InlineData("webhdfs-standby-read")]
    [InlineData("webhdfs-standby-write")]
    public async Task Find_WhenTheFirstNameNodeIsAStandby_AsksTheOther(string standby)
    {
        _node.Play("GET", "/webhdfs/v1", standby);
        _other.Play("GET", "/webhdfs/v1", "webhdfs-getfilestatus");

        (await _hdfs.FindAsync(AnyPath, CancellationToken.None)).ShouldNotBeNull();
        (await _hdfs.FindAsync(AnyPath, CancellationToken.None)).ShouldNotBeNull();

        _node.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Write_OfAFile_GoesToTheDataNodeThatTheNameNodeNames()
    {
        _node.On(
            "PUT",
            "/webhdfs/v1",
            context =>
            {
                context.Response.StatusCode = 307;
                context.Response.Headers.Location = $"{_other.Uri}webhdfs/v1/any?op=CREATE&namenoderpcaddress=x";
                return Task.CompletedTask;
            });
        _other.Play("PUT", "/webhdfs/v1/any", "webhdfs-create");

        await _hdfs.WriteAsync(AnyPath, () => new MemoryStream(Encoding.UTF8.GetBytes("hello")), overwrite: false, CancellationToken.None);

        _node
            .Requests.ShouldHaveSingleItem()
            .ShouldSatisfyAllConditions(
                request => request.Body.ShouldBeEmpty(),
                request => request.Query.ShouldContain("overwrite=false&permission=644"));
        _other.Requests.ShouldHaveSingleItem().Body.ShouldBe("hello");
    }

    [Theory]
    [InlineData("webhdfs-forbidden", "AccessControlException")]
    [InlineData("webhdfs-create-exists", "FileAlreadyExistsException")]
    public async Task Write_ThatHdfsRefuses_SaysWhy(string recording, string kind)
    {
        _node.Play("PUT", "/webhdfs/v1", recording);

        var refused = await Should.ThrowAsync<HdfsRefusedException>(() =>
            _hdfs.WriteAsync(AnyPath, () => new MemoryStream(), overwrite: false, CancellationToken.None));

        refused.Kind.ShouldBe(kind);
        refused.Message.ShouldNotContain("\tat ");
    }

    [Fact]
    public async Task Read_OfARange_FollowsToTheDataNode()
    {
        _node.On(
            "GET",
            "/webhdfs/v1",
            context =>
            {
                context.Response.StatusCode = 307;
                context.Response.Headers.Location = $"{_other.Uri}data";
                return Task.CompletedTask;
            });
        _other.Play("GET", "/data", "webhdfs-open");

        var bytes = await _hdfs.ReadAsync(AnyPath, 10, 100, CancellationToken.None);

        Encoding.UTF8.GetString(bytes!).ShouldStartWith("total=3177");
        _node.Requests.ShouldHaveSingleItem().Query.ShouldContain("op=OPEN&offset=10&length=100");
    }

    [Theory]
    [InlineData("webhdfs-delete", true)]
    [InlineData("webhdfs-delete-not-there", false)]
    public async Task Delete_TellsWhetherItWasThere(string recording, bool was)
    {
        _node.Play("DELETE", "/webhdfs/v1", recording);

        (await _hdfs.DeleteAsync(AnyPath, recursive: true, CancellationToken.None)).ShouldBe(was);
    }

    [Theory]
    [InlineData("webhdfs-rename", true)]
    [InlineData("webhdfs-rename-fails", false)]
    public async Task Rename_TellsWhetherItWasDone(string recording, bool done)
    {
        _node.Play("PUT", "/webhdfs/v1", recording);

        (await _hdfs.RenameAsync(AnyPath, HdfsPath.Of("/other"), CancellationToken.None)).ShouldBe(done);
    }

    [Theory]
    [InlineData("<html><body>gateway</body></html>", "text/html", 200)]
    [InlineData("{\"FileStatus\":", "application/json", 200)]
    [InlineData("{\"FileStatus\":{\"type\":\"FILE\",\"length\":\"much\"}}", "application/json", 200)]
    [InlineData("{\"FileStatus\":{}}", "application/json", 200)]
    [InlineData("null", "application/json", 200)]
    [InlineData("", "text/plain", 502)]
    [InlineData("not found by a proxy", "text/plain", 404)]
    public async Task Find_WhenGarbageIsAnswered_SaysWhoAnsweredWhat(string body, string contentType, int status)
    {
        _node.Text("GET", "/webhdfs/v1", body, contentType, status);

        var exception = await Should.ThrowAsync<ClusterUnreachableException>(() => _hdfs.FindAsync(AnyPath, CancellationToken.None));

        exception.Endpoint.ShouldBe($"http://{_node.Address}");
        exception.Message.ShouldContain($"answered {status}");
        exception.NotSent.ShouldBeFalse();
    }
}
