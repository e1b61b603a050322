using System.Diagnostics;
using ActorPlatform.Yarn.Submission;

namespace ActorPlatform.Clusters.Tests.Yarn;

/// <summary>Words go through two real shells, as a NodeManager's launch script sends them.</summary>
public sealed class ShellWordsTests
{
    [Theory]
    [InlineData("plain")]
    [InlineData("")]
    [InlineData("two words")]
    [InlineData("it's")]
    [InlineData("say \"hi there\"")]
    [InlineData("$HOME ${PATH} $(id) `id`")]
    [InlineData("$internal.application.main=rig.StatefulJob")]
    [InlineData("back\\slash \\\\ two \\$ \\\" \\' \\`")]
    [InlineData("'\\''")]
    [InlineData("a;b|c&d>e<f*g?h[i]j{k}l~m#n!o")]
    [InlineData("line\nbreak")]
    [InlineData("ümläut ✓")]
    [InlineData("--x={\"a\":{\"b\":\"c d\"}}")]
    public async Task Quote_ThroughTwoShells_ArrivesAsItIs(string word)
    {
        var command = $"printf %s {ShellWords.Quote(word)}";
        var script = Path.Combine(Path.GetTempPath(), $"launch-{Guid.NewGuid():n}.sh");
        await File.WriteAllTextAsync(script, $"exec /bin/bash -c \"{command}\"");

        var start = new ProcessStartInfo("/bin/bash")
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
            ArgumentList = { script },
        };
        using var process = Process.Start(start)!;
        var arrived = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        File.Delete(script);

        arrived.ShouldBe(word);
    }
}
