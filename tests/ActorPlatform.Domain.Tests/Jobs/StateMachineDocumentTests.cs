namespace ActorPlatform.Domain.Tests.Jobs;

public class StateMachineDocumentTests
{
    [Fact]
    public void Document_IsWhatTheCodeSays()
    {
        var file = Path.Combine(Root(), "docs", "state-machine.md");
        var rendered = StateMachineDocument.Render();
        if (Environment.GetEnvironmentVariable("UPDATE_DOCS") == "1")
            File.WriteAllText(file, rendered);

        File.ReadAllText(file).ShouldBe(rendered, "docs/state-machine.md is outdated; run the tests with UPDATE_DOCS=1");
    }

    // Not the caller's file path: a deterministic build writes another one.
    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "ActorPlatform.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException($"No ActorPlatform.sln above {AppContext.BaseDirectory}.");
    }
}
