using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace ActorPlatform.Edge.Tests.Architecture;

/// <summary>The checked-out repository, read as files.</summary>
internal static partial class Repository
{
    public static string Root { get; } = FindRoot();

    public static IReadOnlyList<Project> SourceProjects { get; } = [.. Directory.GetFiles(Path.Combine(Root, "src"), "*.csproj", SearchOption.AllDirectories).Order().Select(Project.Read)];

    /// <summary>The C# files below a folder, without what builds leave.</summary>
    public static IEnumerable<SourceFile> Files(string folder) => Directory
        .EnumerateFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories)
        .Where(path => !BuildOutput().IsMatch(path))
        .Order(StringComparer.Ordinal)
        .Select(path => new SourceFile(Path.GetRelativePath(Root, path), File.ReadAllLines(path)));

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    private static string FindRoot([CallerFilePath] string here = "")
    {
        var folder = new DirectoryInfo(File.Exists(here) ? Path.GetDirectoryName(here)! : AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "ActorPlatform.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The repository is not above the test; run it from a checkout.");
    }

    [GeneratedRegex(@"[\\/](obj|bin)[\\/]", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex BuildOutput();
}

/// <summary>A file of C#.</summary>
internal sealed record SourceFile(string Path, string[] Lines);

/// <summary>A project and what it refers to.</summary>
/// <param name="Folder">Relative to the repository: <c>src/edge/ActorPlatform.Api</c>.</param>
internal sealed record Project(string Name, string Folder, IReadOnlyList<string> References, IReadOnlyList<string> Packages)
{
    public static Project Read(string path)
    {
        var folder = Path.GetRelativePath(Repository.Root, Path.GetDirectoryName(path)!).Replace('\\', '/');
        return Parse(Path.GetFileNameWithoutExtension(path), folder, File.ReadAllText(path));
    }

    public static Project Parse(string name, string folder, string text)
    {
        var items = XDocument.Parse(text).Descendants().ToLookup(e => e.Name.LocalName, e => (string?)e.Attribute("Include") ?? "");
        return new Project(name, folder, [.. items["ProjectReference"].Select(r => Path.GetFileNameWithoutExtension(r.Replace('\\', '/')))], [.. items["PackageReference"]]);
    }
}
