using System.CommandLine;
using System.CommandLine.Parsing;
using ActorPlatform.Host.Cli;

namespace ActorPlatform.Host.CommandLine;

/// <summary>The command line.</summary>
internal static class ActorPlatformCommand
{
    private const string Description = """
        ActorPlatform runs Apache Flink jobs on YARN: one live run per job, whatever fails.

        Exit codes: 0 done; 1 failed, trying again may help; 2 the command line, a file or the configuration is wrong; 3 refused in this state, or to keep something safe;
        4 no such thing; 5 the engine does not answer; 6 accepted, but not over in the time that was given.
        """;

    /// <summary>Runs a command line to its exit code.</summary>
    public static async Task<int> RunAsync(string[] arguments, Terminal terminal, CancellationToken cancellationToken)
    {
        var remote = new Remote(terminal);
        var parsed = Make(terminal, remote).Parse(arguments);
        string[] errors = [.. parsed.Errors.Select(error => error.Message), .. Misplaced(parsed, remote)];
        if (errors.Length > 0)
        {
            foreach (var error in errors)
                await terminal.Error.WriteLineAsync(error);
            await terminal.Error.WriteLineAsync($"Try: actorplatform {PathOf(parsed.CommandResult)}--help");
            return ExitCodes.Usage;
        }

        try
        {
            // The host handles signals itself: a time-out of this library would cut a graceful stop short.
            var configuration = new InvocationConfiguration { Output = terminal.Out, Error = terminal.Error, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };
            return await parsed.InvokeAsync(configuration, cancellationToken);
        }
        catch (Exception exception)
        {
            return Failures.Tell(exception, terminal.Error);
        }
    }

    /// <summary>What stands before the commands says nothing to those that ask no engine: passed over in silence, it would look as if it had been followed.</summary>
    private static IEnumerable<string> Misplaced(ParseResult parsed, Remote remote)
    {
        var command = parsed.CommandResult.Command;
        return command is RootCommand || command.Subcommands.Count > 0 || parsed.Action != command.Action
            ? []
            : remote.Options.Where(option => !command.Options.Contains(option) && parsed.RootCommandResult.GetResult(option) is { Implicit: false })
                .Select(option => $"{option.Name} is for commands that ask a running engine (job, batch, operation, artifact, node, cluster list, cluster get); '{PathOf(parsed.CommandResult).TrimEnd()}' asks none. Leave it out.");
    }

    private static RootCommand Make(Terminal terminal, Remote remote)
    {
        var cluster = ClusterCommand.Make(terminal);
        foreach (var view in new ClusterViewCommands(remote).All())
            cluster.Add(view);
        var root = new RootCommand(Description)
        {
            DevCommand.Make(terminal), JobCommand.Make(remote), new BatchCommand(remote).Make(), new OperationCommands(remote).Make(), ArtifactCommand.Make(remote), cluster, new NodeCommands(remote).Make(), ServeCommand.Make(terminal), ConfigCommand.Make(terminal),
            SandboxCommand.Make(terminal),
            CompletionCommand.Make(terminal),
        };
        foreach (var option in remote.Options)
            root.Add(option);
        return root;
    }

    private static string PathOf(CommandResult result) => result.Parent is CommandResult parent ? $"{PathOf(parent)}{result.Command.Name} " : "";
}
