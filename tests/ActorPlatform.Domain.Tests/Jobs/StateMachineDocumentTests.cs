using System.Runtime.CompilerServices;

namespace ActorPlatform.Domain.Tests.Jobs;

public class StateMachineDocumentTests
{
    [Fact]
    public void Document_IsWhatTheCodeSays()
    {
        var file = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Here())!, "../../../docs/state-machine.md"));
        var rendered = StateMachineDocument.Render();
        if (Environment.GetEnvironmentVariable("UPDATE_DOCS") == "1")
            File.WriteAllText(file, rendered);

        File.ReadAllText(file).ShouldBe(rendered, "docs/state-machine.md is outdated; run the tests with UPDATE_DOCS=1");
    }

    private static string Here([CallerFilePath] string path = "") => path;
}
