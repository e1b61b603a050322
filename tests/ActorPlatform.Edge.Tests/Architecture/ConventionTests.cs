using System.Text.RegularExpressions;

namespace ActorPlatform.Edge.Tests.Architecture;

public sealed partial class ConventionTests
{
    [Theory]
    [InlineData("P:System.DateTime.UtcNow")]
    [InlineData("P:System.DateTime.Now")]
    [InlineData("P:System.DateTimeOffset.UtcNow")]
    [InlineData("P:System.DateTimeOffset.Now")]
    [InlineData("M:System.Diagnostics.Stopwatch.StartNew")]
    [InlineData("M:System.Diagnostics.Stopwatch.GetTimestamp")]
    [InlineData("P:System.Environment.TickCount64")]
    [InlineData("M:System.Threading.Thread.Sleep(System.Int32)")]
    [InlineData("M:System.Threading.Thread.Sleep(System.TimeSpan)")]
    [InlineData("M:System.Threading.Tasks.Task.Delay(System.Int32)")]
    [InlineData("M:System.Threading.Tasks.Task.Delay(System.TimeSpan)")]
    [InlineData("M:System.Threading.Tasks.Task.Run(System.Action)")]
    [InlineData("M:System.Threading.Tasks.Task.Run(System.Func{System.Threading.Tasks.Task})")]
    [InlineData("M:System.Threading.Tasks.Task.Run(System.Action,System.Threading.CancellationToken)")]
    [InlineData("M:System.Threading.Tasks.Task.Run(System.Func{System.Threading.Tasks.Task},System.Threading.CancellationToken)")]
    [InlineData("M:System.Threading.Tasks.Task.Wait(System.TimeSpan)")]
    [InlineData("T:System.Threading.Tasks.TaskFactory")]
    [InlineData("M:System.Threading.ThreadPool.QueueUserWorkItem(System.Threading.WaitCallback)")]
    [InlineData("P:System.Random.Shared")]
    public void BannedCalls_OfClockSleepAndThreads_StandInTheList(string symbol) =>
        Repository.Read("src/BannedSymbols.txt").Split('\n').ShouldContain(line => line.StartsWith(symbol + ";", StringComparison.Ordinal));

    [Fact]
    public void BannedCalls_OfTheList_BreakTheBuild()
    {
        Repository.Read("src/Directory.Build.props").ShouldContain("BannedSymbols.txt");
        Repository.Read("Directory.Packages.props").ShouldContain("GlobalPackageReference Include=\"Microsoft.CodeAnalysis.BannedApiAnalyzers\"");
        Repository.Read("Directory.Build.props").ShouldContain("<TreatWarningsAsErrors>true</TreatWarningsAsErrors>");
        Repository.Files("src").Where(f => f.Lines.Any(l => l.Contains("pragma warning disable RS0030", StringComparison.Ordinal))).Select(f => f.Path).ShouldBeEmpty();
    }

    [Fact]
    public void Readme_OfEverySourceProject_TellsPurposeAndWhatItMustNotKnow()
    {
        foreach (var project in Repository.SourceProjects)
        {
            var path = Path.Combine(Repository.Root, project.Folder, "README.md");
            File.Exists(path).ShouldBeTrue($"{project.Folder} has no README.md");
            var lines = File.ReadAllLines(path);
            lines.Length.ShouldBeInRange(4, 20, project.Folder);
            string.Join(' ', lines).ShouldContain("must not", Case.Insensitive, project.Folder);
        }
    }

    [Fact]
    public void Todo_Anywhere_HasAnIssueNumber() =>
        Repository.Files("src").Concat(Repository.Files("tests")).Where(f => !f.Path.Contains("Architecture", StringComparison.Ordinal))
            .SelectMany(f => f.Lines.Select((line, i) => (f.Path, Number: i + 1, line))).Where(l => LooseTodo().IsMatch(l.line)).Select(l => $"{l.Path}:{l.Number}").ShouldBeEmpty();

    [Theory]
    [InlineData("// TODO: later", true)]
    [InlineData("// TODO #12: later", false)]
    [InlineData("// TODO(#12) later", false)]
    [InlineData("var todos = 1;", false)]
    public void LooseTodo_OfALine_IsSeen(string line, bool expected) => LooseTodo().IsMatch(line).ShouldBe(expected);

    [Fact]
    public void Namespaces_OfSource_FollowTheFolders()
    {
        foreach (var project in Repository.SourceProjects)
            foreach (var file in Repository.Files(project.Folder))
                if (file.Lines.FirstOrDefault(l => l.StartsWith("namespace ", StringComparison.Ordinal)) is { } line)
                {
                    var folder = Path.GetDirectoryName(Path.GetRelativePath(project.Folder, file.Path))!;
                    line.ShouldBe($"namespace {project.Name}{(folder.Length == 0 ? "" : "." + folder.Replace('/', '.').Replace('\\', '.'))};", file.Path);
                }
    }

    [GeneratedRegex(@"\bTODO\b(?! ?\(?#\d)", RegexOptions.None, 1000)]
    private static partial Regex LooseTodo();
}
