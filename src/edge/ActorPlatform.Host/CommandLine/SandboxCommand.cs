using System.CommandLine;
using ActorPlatform.Hocon.Conversion;
using ActorPlatform.Host.Configuration;
using ActorPlatform.Hosting;

namespace ActorPlatform.Host.CommandLine;

/// <summary><c>sandbox</c>: simulated clusters, until it is asked to stop.</summary>
internal static class SandboxCommand
{
    public static Command Make(Terminal terminal)
    {
        var clusters = new Option<string>("--clusters") { Description = "Names of the clusters, with commas between them.", DefaultValueFactory = _ => "a,b", HelpName = "a,b" };
        var listen = new Option<string>("--listen") { Description = "Where the control routes are, loopback only; the clusters take the ports after it.", DefaultValueFactory = _ => "127.0.0.1:19000", HelpName = "host:port" };
        var data = new Option<DirectoryInfo>("--data") { Description = "The folder that keeps their state over restarts; sandbox.conf, with which engines reach them, is written there.", Required = true, HelpName = "DIR" };
        var seed = new Option<int>("--seed") { Description = "What small differences between applications are drawn from.", DefaultValueFactory = _ => 1, HelpName = "N" };
        var start = new Option<string>("--start") { Description = "From a submission to all tasks running.", DefaultValueFactory = _ => "200ms", HelpName = "DURATION" };
        var every = new Option<string>("--checkpoint-every") { Description = "The checkpoint interval of jobs that set none.", DefaultValueFactory = _ => "5s", HelpName = "DURATION" };
        var command = new Command("sandbox", "Serves simulated clusters (YARN, HDFS and Flink over HTTP) and runs until SIGTERM or Ctrl-C.") { clusters, listen, data, seed, start, every };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var names = parsed.GetValue(clusters)!.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            var request = new SandboxRequest(names, parsed.GetValue(listen)!, parsed.GetValue(data)!.FullName)
            {
                Seed = parsed.GetValue(seed), Start = Duration(start.Name, parsed.GetValue(start)!), CheckpointEvery = Duration(every.Name, parsed.GetValue(every)!),
            };
            await Sandboxes.RunAsync(request, () => ReadyAsync(terminal), cancellationToken);
            return ExitCodes.Ok;
        });
        return command;
    }

    private static TimeSpan Duration(string option, string text) =>
        HoconDuration.TryParseWithUnit(text, out var value) ? value : throw new UsageException($"{option}: '{text}' is no duration; write {HoconDuration.Allowed}.");

    private static async Task ReadyAsync(Terminal terminal)
    {
        await terminal.Out.WriteLineAsync("sandbox ready");
        await terminal.Out.FlushAsync();
    }
}
