using System.CommandLine;

namespace ActorPlatform.Host.CommandLine;

/// <summary>The command line.</summary>
internal static class ActorPlatformCommand
{
    private const string Description = """
        ActorPlatform runs Apache Flink jobs on YARN: one live run per job, whatever fails.

        Exit codes: 0 done; 1 failed, trying again may help; 2 the command line or the configuration is wrong; 3 refused, to keep something safe.
        """;

    /// <summary>Runs a command line to its exit code.</summary>
    public static async Task<int> RunAsync(string[] arguments, Terminal terminal, CancellationToken cancellationToken)
    {
        var root = new RootCommand(Description) { DevCommand.Make(terminal), ServeCommand.Make(terminal), ClusterCommand.Make(terminal), ConfigCommand.Make(terminal), SandboxCommand.Make(terminal) };
        var parsed = root.Parse(arguments);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
                await terminal.Error.WriteLineAsync(error.Message);
            await terminal.Error.WriteLineAsync($"Try: actorplatform {string.Join(' ', parsed.CommandResult.Command == root ? ["--help"] : [parsed.CommandResult.Command.Name, "--help"])}");
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
}
