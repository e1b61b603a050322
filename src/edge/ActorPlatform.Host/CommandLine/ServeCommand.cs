using System.CommandLine;
using ActorPlatform.Host.Configuration;
using ActorPlatform.Host.Serving;

namespace ActorPlatform.Host.CommandLine;

/// <summary><c>serve</c>: a node with its HTTP facade, until it is asked to stop.</summary>
internal static class ServeCommand
{
    public static Command Make(Terminal terminal)
    {
        var (config, set) = (CommonOptions.Config(), CommonOptions.Set());
        var insecure = new Option<bool>("--insecure") { Description = "Listen on other addresses than loopback, for HTTP and (without actorplatform.node.tls) between nodes, although nobody has to sign in and nothing is encrypted." };
        var command = new Command("serve", "Starts a node with the HTTP API and runs until SIGTERM or Ctrl-C.") { config, set, insecure };
        command.SetAction((parsed, cancellationToken) =>
        {
            string[] overrides = parsed.GetValue(insecure) ? [.. parsed.GetValue(set)!, "actorplatform.node.insecure=true"] : parsed.GetValue(set)!;
            var settings = SettingsReader.Read(parsed.GetValue(config)!.FullName, overrides);
            Listening.Check(settings.Http.Url, parsed.GetValue(insecure));
            return NodeServer.RunAsync(
                new NodeRun(settings, LogLevel.Information, (app, _) => terminal.Out.WriteLineAsync(Greeting.Of(settings, app.Urls.First()))), terminal, cancellationToken);
        });
        return command;
    }
}
