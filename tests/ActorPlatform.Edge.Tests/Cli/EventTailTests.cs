using System.Threading.Channels;
using ActorPlatform.Host.CommandLine;

namespace ActorPlatform.Edge.Tests.Cli;

public sealed class EventTailTests(CliHost host) : IClassFixture<CliHost>
{
    /// <summary>What was there, then what comes, of this job only, until it is stopped.</summary>
    [Theory]
    [InlineData("table", "second")]
    [InlineData("json", "\"type\":\"second\"")]
    public async Task Follow_NewEvents_AreToldUntilItIsStopped(string output, string told)
    {
        var id = await host.Api.DefineAsync($"cli-follow-{output}");
        host.Api.Jobs.AsOf = () => host.Api.Jobs.Feed.Position;
        using var stop = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        using var lines = new Lines();

        var tail = ActorPlatformCommand.RunAsync(["job", "events", id, "--follow", "-o", output, "--server", host.Api.Address.ToString()], new Terminal(lines, TextWriter.Null), stop.Token);
        (await lines.Written.ReadAsync(stop.Token)).ShouldContain("job-defined");
        var later = host.Api.Time.GetUtcNow().AddSeconds(1);
        host.Api.Jobs.Feed.Add("first", "job-another", later);
        host.Api.Jobs.Feed.Add("second", id, later);
        (await lines.Written.ReadAsync(stop.Token)).ShouldContain(told);
        host.Api.Jobs.Feed.Add("third", id, later);
        (await lines.Written.ReadAsync(stop.Token)).ShouldContain("third");
        tail.IsCompleted.ShouldBeFalse();

        await stop.CancelAsync();
        await tail;
    }

    private sealed class Lines : StringWriter
    {
        private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();

        public ChannelReader<string> Written => _lines.Reader;

        public override Task WriteLineAsync(string? value) => _lines.Writer.WriteAsync(value!).AsTask();
    }
}
