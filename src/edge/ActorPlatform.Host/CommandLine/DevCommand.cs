using System.CommandLine;
using ActorPlatform.Host.Dev;

namespace ActorPlatform.Host.CommandLine;

/// <summary><c>dev</c>: everything on this machine, with nothing to install.</summary>
internal static class DevCommand
{
    public static Command Make(Terminal terminal)
    {
        var port = new Option<int>("--port") { Description = "Where the API listens, on 127.0.0.1.", DefaultValueFactory = _ => 8080, HelpName = "N" };
        var sandboxPort = new Option<int>("--sandbox-port") { Description = "Where the sandbox's control routes are; its two clusters take the ports after it.", DefaultValueFactory = _ => 19000, HelpName = "N" };
        var data = new Option<DirectoryInfo>("--data") { Description = "The folder that keeps everything; the next start goes on with it.", DefaultValueFactory = _ => new DirectoryInfo("data/dev"), HelpName = "DIR" };
        var set = CommonOptions.Set();
        foreach (var option in new[] { port, sandboxPort })
            option.Validators.Add(result =>
            {
                if (result.GetValueOrDefault<int>() is < 0 or > 65_000)
                    result.AddError($"{option.Name}: {result.GetValueOrDefault<int>()} is no port to begin at; 0 (any free one) to 65000 is expected.");
            });
        var command = new Command("dev", "Starts an engine on SQLite, two simulated clusters and a demo job, for this machine only; runs until Ctrl-C.") { port, sandboxPort, data, set };
        command.SetAction((parsed, cancellationToken) => DevServer.RunAsync(
            new DevRequest(parsed.GetValue(port), parsed.GetValue(sandboxPort), parsed.GetValue(data)!.FullName, parsed.GetValue(set)!), terminal, cancellationToken));
        return command;
    }
}
