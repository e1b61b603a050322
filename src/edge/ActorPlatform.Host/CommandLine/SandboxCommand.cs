using System.CommandLine;
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
        var command = new Command("sandbox", "Serves simulated clusters (YARN, HDFS and Flink over HTTP) and runs until SIGTERM or Ctrl-C.") { clusters, listen, data, seed };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var names = parsed.GetValue(clusters)!.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            var request = new SandboxRequest(names, parsed.GetValue(listen)!, parsed.GetValue(data)!.FullName) { Seed = parsed.GetValue(seed) };
            await Sandboxes.RunAsync(request, () => ReadyAsync(terminal), cancellationToken);
            return ExitCodes.Ok;
        });
        return command;
    }

    private static async Task ReadyAsync(Terminal terminal)
    {
        await terminal.Out.WriteLineAsync("sandbox ready");
        await terminal.Out.FlushAsync();
    }
}
