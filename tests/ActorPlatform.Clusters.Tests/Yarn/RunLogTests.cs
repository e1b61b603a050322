using System.Text;
using ActorPlatform.Clusters.Tests.Fakes;
using ActorPlatform.Jobs.Ports;
using ActorPlatform.Yarn;
using Microsoft.AspNetCore.Http;

namespace ActorPlatform.Clusters.Tests.Yarn;

public sealed class RunLogTests : IAsyncLifetime
{
    private FakeCluster _fake = null!;

    public async Task InitializeAsync() => _fake = await FakeCluster.StartAsync();

    public async Task DisposeAsync() => await _fake.DisposeAsync();

    [Theory]
    [InlineData("jobmanager", "/jobmanager/log")]
    [InlineData("taskmanager-container_1_0001_01_000002", "/taskmanagers/container_1_0001_01_000002/log")]
    public async Task FetchLog_OfALivingRun_ComesFromFlink(string source, string path)
    {
        _fake.JobManagerHasTheJob();
        _fake.JobManager.Text("GET", path, "0123456789", "text/plain");
        _fake.HasApp(FakeCluster.App("RUNNING"));

        var end = await FetchAsync(new LogRequest(source, 4, null));
        var middle = await FetchAsync(new LogRequest(source, 4, 6));

        (Text(end), end!.From, end.Length).ShouldBe(("6789", 6, 10));
        (Text(middle), middle!.From, middle.Length).ShouldBe(("2345", 2, 10));
    }

    /// <summary>Every part, from whichever end it is taken, also while the file grows between two requests.</summary>
    [Theory]
    [InlineData(null, 100_900, 101_000)]
    [InlineData(100_950L, 100_850, 100_950)]
    [InlineData(60_000L, 59_900, 60_000)]
    [InlineData(2_000L, 1_900, 2_000)]
    [InlineData(50L, 0, 50)]
    public async Task FetchLog_FromTheNodeManager_IsTheWantedPart(long? before, int from, int to)
    {
        const string Container = "container_1700000000000_0007_01_000001";
        var file = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 20_200).Select(i => $"{i % 10_000:0000}\n")));
        _fake.HasApp($"{FakeCluster.App("RUNNING").TrimEnd('}')},\"amContainerLogs\":\"{_fake.JobManager.Uri}node/containerlogs/{Container}/root\"}}");
        var grown = 0;
        _fake.JobManager.On("GET", $"/ws/v1/node/containers/{Container}/logs/jobmanager.log", context =>
        {
            // It grows after the first look; what was there stays where it was.
            var now = file.AsMemory(0, 101_000 - (before is null ? 0 : 10) + (grown++ == 0 ? 0 : 10));
            var size = int.Parse(context.Request.Query["size"]!);
            var part = Math.Abs(size) >= now.Length ? now : size < 0 ? now[^-size..] : now[..size];
            return context.Response.WriteAsync($"Container: {Container}\nLogType:jobmanager.log\nLogLength:{now.Length}\nLogContents:\n{Encoding.UTF8.GetString(part.Span)}End of LogType:jobmanager.log.This log file belongs to a running container.\n");
        });

        var part = await FetchAsync(new LogRequest(LogRequest.JobManager, 100, before));

        (part!.From, part.Content.Length).ShouldBe((from, to - from));
        Text(part).ShouldBe(Encoding.UTF8.GetString(file[from..to]));
        part.Length.ShouldBe(101_000);
    }

    [Fact]
    public async Task FetchLog_OfAnEndedRunWithoutFiles_IsNull()
    {
        _fake.HasApp(FakeCluster.App("FINISHED", finalStatus: "SUCCEEDED"));
        _fake.NameNode.Json("GET", "/webhdfs/v1", """{"RemoteException":{"exception":"FileNotFoundException","javaClassName":"java.io.FileNotFoundException","message":"File does not exist."}}""", 404);

        (await FetchAsync(new LogRequest(LogRequest.JobManager, 100, null))).ShouldBeNull();
    }

    /// <summary>Not one byte more or less: the places of all parts are counted from it.</summary>
    [Theory]
    [InlineData("LogLength:1234\nLogContents:\nthe end\nEnd of LogType:x\n", -8, "the end\n", 1234)]
    [InlineData("LogLength:1234\nLogContents:\nthe end\nEnd of LogType:x\n", -7, "the end", 1234)]
    [InlineData("LogLength:7\nLogContents:\nthe endEnd of LogType:x\n", -100, "the end", 7)]
    [InlineData("LogLength:0\nLogContents:\nEnd of LogType:x\n", -100, "", 0)]
    [InlineData("LogContents:\nthe end\nEnd of LogType:x\n", -100, "the end\n", 8)]
    public void NodeManagerText_WithHeadAndFoot_GivesContentAndTheWholeLength(string answer, long size, string text, long whole)
    {
        var (content, length) = NodeManagerText.Read(Encoding.UTF8.GetBytes(answer), size);

        (Encoding.UTF8.GetString(content.Span), length).ShouldBe((text, whole));
    }

    [Fact]
    public void NodeManagerText_AsRecorded_IsTheEndOfTheFile()
    {
        var (content, length) = NodeManagerText.Read(Encoding.UTF8.GetBytes(Recording.Read("nm-container-log").Body), -30);

        (Encoding.UTF8.GetString(content.Span), length).ShouldBe(("ing.slf4j.Log4jLoggerFactory]\n", 535));
    }

    private Task<LogPart?> FetchAsync(LogRequest request) => _fake.Cluster.FetchLogAsync(_fake.Run, request, CancellationToken.None);

    private static string Text(LogPart? part) => Encoding.UTF8.GetString(part.ShouldNotBeNull().Content.Span);
}
