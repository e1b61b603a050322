using System.Text.RegularExpressions;
using ActorPlatform.Edge.Tests.Architecture;

namespace ActorPlatform.Edge.Tests.Host;

/// <summary>What the README says to type works as it stands there.</summary>
public sealed partial class ReadmeTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("actorplatform-edge-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [SkippableFact]
    public async Task FirstFiveMinutes_WordByWord_EndWithTheJobGoingOnFromItsSavepoint()
    {
        Skip.IfNot(File.Exists("/bin/bash") && File.Exists("/usr/bin/curl"), "Needs bash and curl.");
        await using var dev = ProgramProcess.Start(
            _folder, "dotnet", "run", "--no-build", "-c", ProgramProcess.Configuration, "--project", Path.Combine(Repository.Root, "src/edge/ActorPlatform.Host"), "--", "dev", "--port", "0", "--sandbox-port", "0");
        await dev.SeeAsync("Ctrl-C ends it.");
        Directory.Exists(Path.Combine(_folder, "data/dev")).ShouldBeTrue("it keeps its data below the folder where it was typed");

        // Other ports than the usual ones, which may be taken here; nothing else is changed.
        var script = Script().Replace("$PWD/src/edge/ActorPlatform.Host/bin/Debug/net10.0/actorplatform", ProgramProcess.Program, StringComparison.Ordinal)
            .Replace("http://127.0.0.1:19001", ClusterAddress().Match(await File.ReadAllTextAsync(Path.Combine(_folder, "data/dev/sandbox/sandbox.conf"))).Value, StringComparison.Ordinal);
        var url = dev.Text.Split('\n').Single(line => line.Contains("export ACTORPLATFORM_URL", StringComparison.Ordinal));
        await using var shell = ProgramProcess.Start(_folder, "/bin/bash", "-c", $"shopt -s expand_aliases\nset -eo pipefail\n{url}\n{script}");

        (await shell.EndAsync()).ShouldBe(0, shell.Text);
        shell.Text.ShouldContain("STOP_SAVEPOINT");
        shell.Text.ShouldContain("Run 2 runs with all its tasks.");
        shell.Text.ShouldContain("The newest completed restore point");
    }

    private static string Script()
    {
        var section = Repository.Read("README.md").Split("## The first five minutes")[1].Split("\n## ")[0];
        var blocks = Block().Matches(section).Select(match => match.Groups["text"].Value).ToList();
        blocks.Count.ShouldBe(2);
        return string.Join('\n', blocks);
    }

    [GeneratedRegex("```bash\n(?<text>.*?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Block();

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+", RegexOptions.None, 1000)]
    private static partial Regex ClusterAddress();
}
