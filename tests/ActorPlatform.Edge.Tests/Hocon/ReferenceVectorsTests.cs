using System.Text.Json.Nodes;
using ActorPlatform.Hocon;
using ActorPlatform.Hocon.Conversion;

namespace ActorPlatform.Edge.Tests.Hocon;

/// <summary>The equivalence cases of lightbend/config; see samples/NOTICE.md.</summary>
public sealed class ReferenceVectorsTests
{
    private static readonly string _folder = Path.Combine(AppContext.BaseDirectory, "Hocon", "samples");

    public static TheoryData<string> WithExpectation => [.. Names(name => name.EndsWith(".expected.json", StringComparison.Ordinal))];

    // The rest of 03 is what its files include, and its original has values of .properties files that were taken out.
    public static TheoryData<string> LikeOriginal =>
        [.. Names(name => Path.GetExtension(name) is ".conf" or ".json"
            && !name.EndsWith(".expected.json", StringComparison.Ordinal)
            && !name.StartsWith("03", StringComparison.Ordinal))];

    [Fact]
    public void Samples_Copied_AreAllThere()
    {
        WithExpectation.Count.ShouldBe(14);
        LikeOriginal.Count.ShouldBe(18);
    }

    [Theory]
    [MemberData(nameof(WithExpectation))]
    public void Read_Sample_IsWhatTheReferenceMakesOfIt(string expectation)
    {
        var value = HoconFile.Read(Path.Combine(_folder, expectation.Replace(".expected.json", ".conf")), HoconTexts.Options());

        ShouldEqual(value.ToJsonNode(), File.ReadAllText(Path.Combine(_folder, expectation)));
    }

    [Theory]
    [MemberData(nameof(LikeOriginal))]
    public void Read_Sample_MeansTheSameAsItsOriginal(string sample)
    {
        var value = HoconFile.Read(Path.Combine(_folder, sample), HoconTexts.Options());

        ShouldEqual(value.ToJsonNode(), File.ReadAllText(Path.Combine(_folder, Path.GetDirectoryName(sample)!, "original.json")));
    }

    private static void ShouldEqual(JsonNode? actual, string expected) =>
        JsonNode.DeepEquals(actual, JsonNode.Parse(expected)).ShouldBeTrue($"{actual}\nis not\n{expected}");

    private static IEnumerable<string> Names(Func<string, bool> wanted) =>
        Directory.EnumerateFiles(_folder, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(_folder, file))
            .Where(wanted)
            .Order(StringComparer.Ordinal);
}
