using System.Text.RegularExpressions;

namespace ActorPlatform.Edge.Tests.Architecture;

public sealed partial class LayerTests
{
    [Fact]
    public void References_OfEveryProject_GoOneWay() => Repository.SourceProjects.SelectMany(Layers.Violations).ShouldBeEmpty();

    [Theory]
    [InlineData("ActorPlatform.Jobs", "src/domain/ActorPlatform.Jobs", """<ItemGroup><ProjectReference Include="../../actors/ActorPlatform.Actors/ActorPlatform.Actors.csproj" /></ItemGroup>""")]
    [InlineData("ActorPlatform.Jobs", "src/domain/ActorPlatform.Jobs", """<ItemGroup><PackageReference Include="Polly.Core" /></ItemGroup>""")]
    [InlineData("ActorPlatform.Api", "src/edge/ActorPlatform.Api", """<ItemGroup><ProjectReference Include="../../actors/ActorPlatform.Actors.Jobs/ActorPlatform.Actors.Jobs.csproj" /></ItemGroup>""")]
    [InlineData("ActorPlatform.Api", "src/edge/ActorPlatform.Api", """<ItemGroup><PackageReference Include="Akka" /></ItemGroup>""")]
    [InlineData("ActorPlatform.Yarn", "src/clusters/ActorPlatform.Yarn", """<ItemGroup><PackageReference Include="Akka.Streams" /></ItemGroup>""")]
    [InlineData("ActorPlatform.Actors", "src/actors/ActorPlatform.Actors", """<ItemGroup><ProjectReference Include="../../domain/ActorPlatform.Jobs/ActorPlatform.Jobs.csproj" /></ItemGroup>""")]
    [InlineData("ActorPlatform.Yarn", "src/clusters/ActorPlatform.Yarn", """<ItemGroup><ProjectReference Include="../ActorPlatform.Sandbox/ActorPlatform.Sandbox.csproj" /></ItemGroup>""")]
    [InlineData("ActorPlatform.Sandbox", "src/clusters/ActorPlatform.Sandbox", """<ItemGroup><ProjectReference Include="../ActorPlatform.Hdfs/ActorPlatform.Hdfs.csproj" /></ItemGroup>""")]
    [InlineData("ActorPlatform.Host", "src/edge/ActorPlatform.Host", """<ItemGroup><ProjectReference Include="../../clusters/ActorPlatform.Yarn/ActorPlatform.Yarn.csproj" /></ItemGroup>""")]
    public void Violations_ProjectThatBreaksTheRules_IsFound(string name, string folder, string items) =>
        Layers.Violations(Project.Parse(name, folder, $"<Project>{items}</Project>")).ShouldHaveSingleItem();

    [Fact]
    public void Akka_OutsideActorsAndHosting_IsNotNamed()
    {
        var files = Repository.Files("src").Where(f => !f.Path.StartsWith("src/actors/", StringComparison.Ordinal) && !f.Path.StartsWith("src/edge/ActorPlatform.Hosting/", StringComparison.Ordinal));

        files.Where(f => f.Lines.Any(l => AkkaUse().IsMatch(l))).Select(f => f.Path).ShouldBeEmpty();
    }

    [Fact]
    public void Akka_InStorage_IsNotNamed() =>
        Repository.Files("src/actors/ActorPlatform.Actors.Storage").Where(f => f.Lines.Any(l => AkkaUse().IsMatch(l))).Select(f => f.Path).ShouldBeEmpty();

    [Theory]
    [InlineData("using Akka.Actor;", true)]
    [InlineData("global using static Akka.Actor.ActorRefs;", true)]
    [InlineData("using Akka;", true)]
    [InlineData("    private readonly global::Akka.Actor.IActorRef _region;", true)]
    [InlineData("    var props = Akka.Actor.Props.Empty; // an actor", true)]
    [InlineData("/// <summary>Without Akka.NET.</summary>", false)]
    [InlineData("    Read(); // as Akka.Persistence does", false)]
    [InlineData("using ActorPlatform.Jobs;", false)]
    public void AkkaUse_OfALineOfCode_IsSeen(string line, bool isUse) => AkkaUse().IsMatch(line).ShouldBe(isUse);

    // In code, not in comments: those may say what others do.
    [GeneratedRegex(@"^((?!//).)*\b(Akka\s*\.|using Akka\s*;)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex AkkaUse();
}
