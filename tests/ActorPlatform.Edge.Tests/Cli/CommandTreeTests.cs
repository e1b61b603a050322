using ActorPlatform.Edge.Tests.Host;
using ActorPlatform.Host.CommandLine;

namespace ActorPlatform.Edge.Tests.Cli;

public sealed class CommandTreeTests
{
    [Fact]
    public async Task Help_OfEveryCommand_IsThere()
    {
        var commands = await TreeAsync([]);

        commands.Select(path => string.Join(' ', path)).ShouldContain("job restore-points");
        commands.Count.ShouldBeGreaterThan(20);
    }

    [SkippableFact]
    public async Task Completion_InBash_CompletesCommandsAndOptions()
    {
        Skip.IfNot(File.Exists("/bin/bash"), "Needs bash.");
        const string Script = """
            eval "$("$0" completion bash)"
            try() { COMP_LINE="$1"; COMP_POINT=${#1}; COMP_WORDS=($1); [[ $1 == *' ' ]] && COMP_WORDS+=(""); COMP_CWORD=$(( ${#COMP_WORDS[@]} - 1 )); _actorplatform; echo "$1> ${COMPREPLY[*]}" | tr '\n' ' '; }
            try "actorplatform jo"
            try "ap job restore-p"
            try "actorplatform job start x --wa"
            """;

        await using var shell = ProgramProcess.Start(Path.GetTempPath(), "/bin/bash", "-c", Script, ProgramProcess.Program);

        (await shell.EndAsync()).ShouldBe(0, shell.Text);
        shell.Text.ShouldContain("actorplatform jo> job");
        shell.Text.ShouldContain("ap job restore-p> restore-points");
        shell.Text.ShouldContain("--wa> --wait");
    }

    /// <summary>Every command below one, by what its help lists.</summary>
    private static async Task<List<string[]>> TreeAsync(string[] path)
    {
        var output = new StringWriter();
        (await ActorPlatformCommand.RunAsync([.. path, "--help"], new Terminal(output, TextWriter.Null), CancellationToken.None)).ShouldBe(0, string.Join(' ', path));
        var commands = output.ToString().Split('\n').SkipWhile(line => !line.StartsWith("Commands:", StringComparison.Ordinal)).Skip(1).TakeWhile(line => line.StartsWith("  ", StringComparison.Ordinal));
        var tree = new List<string[]>();
        foreach (var words in commands.Where(line => line[2] != ' ').Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)))
        {
            words.Length.ShouldBeGreaterThan(1, $"{string.Join(' ', path)} {words[0]} has no description");
            string[] next = [.. path, words[0]];
            tree.Add(next);
            tree.AddRange(await TreeAsync(next));
        }

        return tree;
    }
}
