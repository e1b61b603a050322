using System.CommandLine;
using ActorPlatform.Host.CommandLine;

namespace ActorPlatform.Host.Cli;

/// <summary><c>completion</c>: a script with which a shell completes commands and options.</summary>
internal static class CompletionCommand
{
    public static Command Make(Terminal terminal)
    {
        var bash = new Command("bash", "For bash: eval \"$(actorplatform completion bash)\"");
        bash.SetAction(async (_, _) =>
        {
            await terminal.Out.WriteLineAsync(Script(Environment.ProcessPath ?? "actorplatform"));
            return ExitCodes.Ok;
        });
        return new Command("completion", "Prints a script for a shell, which then completes commands and options.") { bash };
    }

    // The name that was typed may be an alias; the program knows itself by one name only.
    private static string Script(string program) => $$"""
        _actorplatform() {
          local line="actorplatform ${COMP_LINE#* }"
          local point=$(( COMP_POINT + ${#line} - ${#COMP_LINE} ))
          local IFS=$'\n'
          COMPREPLY=( $(compgen -W "$('{{program.Replace("'", "'\\''", StringComparison.Ordinal)}}' "[suggest:$point]" "$line" 2>/dev/null)" -- "${COMP_WORDS[COMP_CWORD]}") )
        }
        complete -o default -F _actorplatform actorplatform
        """;
}
