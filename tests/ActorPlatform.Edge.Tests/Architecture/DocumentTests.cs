using System.Text.RegularExpressions;

namespace ActorPlatform.Edge.Tests.Architecture;

/// <summary>Documents refer to what is there.</summary>
public sealed partial class DocumentTests
{
    [Fact]
    public void Decisions_Each_IsTitledWithItsNumberAndListedInTheReadme()
    {
        var readme = Repository.Read("README.md");
        var files = Directory.GetFiles(Path.Combine(Repository.Root, "docs/adr")).Select(Path.GetFileName).OfType<string>().Order().ToArray();

        files.Select(f => f[..4]).ShouldBe(Enumerable.Range(1, files.Length).Select(n => $"{n:0000}"));
        foreach (var file in files)
        {
            var lines = File.ReadAllLines(Path.Combine(Repository.Root, "docs/adr", file));
            lines[0].ShouldStartWith($"# {int.Parse(file[..4])}. ", Case.Sensitive, file);
            lines[2].ShouldBe("Accepted.", file);
            readme.ShouldContain($"docs/adr/{file}");
        }
    }

    [Fact]
    public void Links_InDocuments_LeadToFiles() => Documents().SelectMany(BrokenLinks).ShouldBeEmpty();

    [Fact]
    public void Link_ToNothing_IsFound() => BrokenLinks(("docs/a.md", "see [that](adr/0099-nothing.md), [this](../README.md) and https://example.org")).ShouldBe(["docs/a.md: adr/0099-nothing.md"]);

    private static IEnumerable<(string Path, string Text)> Documents() => Directory.GetFiles(Repository.Root, "*.md")
        .Concat(Directory.GetFiles(Path.Combine(Repository.Root, "docs"), "*.md", SearchOption.AllDirectories))
        .Concat(Repository.SourceProjects.Select(p => Path.Combine(Repository.Root, p.Folder, "README.md")))
        .Select(path => (Path.GetRelativePath(Repository.Root, path), File.ReadAllText(path)));

    private static IEnumerable<string> BrokenLinks((string Path, string Text) document) => Link().Matches(document.Text)
        .Select(match => match.Groups["target"].Value)
        .Where(target => !target.Contains("://", StringComparison.Ordinal))
        .Where(target => !File.Exists(Path.Combine(Repository.Root, Path.GetDirectoryName(document.Path)!, target)))
        .Select(target => $"{document.Path}: {target}");

    [GeneratedRegex(@"\]\((?<target>[^)#\s]+)(#[^)]*)?\)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Link();
}
