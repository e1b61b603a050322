using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using ActorPlatform.Clusters.Tests.Fakes;
using ActorPlatform.Hdfs;
using ActorPlatform.Rest;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;

namespace ActorPlatform.Clusters.Tests.Hdfs;

public sealed partial class TFileLogsTests : IAsyncLifetime
{
    private static readonly HdfsPath At = HdfsPath.Of("/logs/node_1");
    private FakeHttp _node = null!;
    private RestPipe _pipe = null!;

    public async Task InitializeAsync()
    {
        _node = await FakeHttp.StartAsync();
        _pipe = new RestPipe(new RestLimits(), new ActRight(), TimeProvider.System);
    }

    public async Task DisposeAsync()
    {
        _pipe.Dispose();
        await _node.DisposeAsync();
    }

    [Theory]
    [InlineData("none", 1_000_000)]
    [InlineData("none", 100)]
    [InlineData("gz", 4096)]
    public async Task ReadTails_OfTheWantedContainer_HasTheEndsOfItsFiles(string compression, int chunk)
    {
        var file = new TFileWriter(compression, chunk)
            .Block(("VERSION", []), ("container_1_0001_01_000002", [("taskmanager.log", Lines(3000))]))
            .Block(
                (
                    "container_1_0001_01_000001",
                    [("directory.info", Lines(5)), ("jobmanager.err", "sad"u8.ToArray()), ("jobmanager.log", Lines(5000)), ("launch.sh", Lines(2))]))
            .Build();

        var tails = await ReadAsync(file);

        Encoding.UTF8.GetString(tails["jobmanager.err"]).ShouldBe("sad");
        tails["jobmanager.log"].Length.ShouldBe(1000);
        Encoding.UTF8.GetString(tails["jobmanager.log"]).ShouldEndWith("line 4999\n");
        tails.Count.ShouldBe(2);
    }

    [Fact]
    public async Task ReadTails_WithoutTheContainer_IsEmpty() =>
        (await ReadAsync(new TFileWriter("none", 100).Block(("container_9_000009", [("jobmanager.log", Lines(3))])).Build())).ShouldBeEmpty();

    [Fact]
    public async Task ReadTails_OfSomethingElse_SaysThatItIsNoTFile()
    {
        await Should.ThrowAsync<InvalidDataException>(() => ReadAsync(Lines(10)));
        await Should.ThrowAsync<InvalidDataException>(() => ReadAsync("short"u8.ToArray()));
    }

    [Fact]
    public async Task ReadTails_OfADamagedBlock_SaysSo()
    {
        var file = new TFileWriter("none", 100).Block(("container_1_0001_01_000001", [("jobmanager.log", Lines(30))])).Build();
        file[16] = 0x7f;

        await Should.ThrowAsync<InvalidDataException>(() => ReadAsync(file));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(127)]
    [InlineData(-32)]
    [InlineData(128)]
    [InlineData(-33)]
    [InlineData(5119)]
    [InlineData(5120)]
    [InlineData(-5120)]
    [InlineData(40_000)]
    [InlineData(-1_048_576)]
    [InlineData(1_048_576)]
    [InlineData(134_217_727)]
    [InlineData(134_217_728)]
    [InlineData(int.MaxValue)]
    [InlineData(1L << 40)]
    [InlineData(-(1L << 50))]
    [InlineData(long.MaxValue)]
    [InlineData(long.MinValue)]
    public async Task ReadVLong_OfWhatWasWritten_IsTheSame(long number)
    {
        var bytes = new MemoryStream();
        TFileWriter.VLong(bytes, number);
        bytes.Position = 0;

        (await new TFileReader(bytes).ReadVLongAsync(CancellationToken.None)).ShouldBe(number);
        bytes.Position.ShouldBe(bytes.Length);
    }

    private static byte[] Lines(int count) => Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, count).Select(i => $"line {i}\n")));

    [Theory]
    [InlineData(null, 1690, 2690)]
    [InlineData(2000L, 1000, 2000)]
    [InlineData(600L, 0, 600)]
    [InlineData(99_999L, 1690, 2690)]
    public async Task ReadParts_BeforeAPlace_GivesWhatEndsThere(long? before, int from, int to)
    {
        var lines = Lines(400)[..2690];
        var file = new TFileWriter("none", 100).Block(("container_1_0001_01_000001", [("jobmanager.err", Lines(3)), ("jobmanager.log", lines), ("jobmanager.out", Lines(2))])).Build();

        var part = (await ReadPartsAsync(file, before))["jobmanager.log"];

        (part.From, part.Length).ShouldBe((from, 2690));
        part.Content.ShouldBe(lines[from..to]);
    }

    private async Task<IReadOnlyDictionary<string, byte[]>> ReadAsync(byte[] file) => (await ReadPartsAsync(file, null)).ToDictionary(part => part.Key, part => part.Value.Content);

    private async Task<IReadOnlyDictionary<string, AggregatedLog>> ReadPartsAsync(byte[] file, long? before)
    {
        _node.On(
            "GET",
            "/webhdfs/v1",
            async context =>
            {
                var range = Range().Match(context.Request.QueryString.Value!);
                var (offset, length) = (
                    int.Parse(range.Groups["offset"].Value, CultureInfo.InvariantCulture),
                    int.Parse(range.Groups["length"].Value, CultureInfo.InvariantCulture));
                await context.Response.Body.WriteAsync(file.AsMemory(offset, Math.Min(length, file.Length - offset)));
            });
        var hdfs = new WebHdfsRest(
            _pipe,
            new WebHdfsOptions([_node.Uri], "flink", TimeSpan.FromMinutes(1)),
            TimeProvider.System,
            NullLogger.Instance);
        var status = new HdfsStatus(At, IsDirectory: false, file.Length, 0, "644");
        var wanted = new WantedLogs(
            container => container.EndsWith("_01_000001", StringComparison.Ordinal),
            ["jobmanager.log", "jobmanager.err"],
            1000,
            before);
        return await TFileLogs.ReadPartsAsync(hdfs, status, wanted, CancellationToken.None);
    }

    [GeneratedRegex("offset=(?<offset>\\d+)&length=(?<length>\\d+)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Range();
}
