namespace ActorPlatform.Edge.Tests.Architecture;

/// <summary>Files and methods stay small enough to be read in one go.</summary>
public sealed class SizeTests
{
    private const int LongestFile = 500;
    private const int LongestMethod = 40;

    [Theory]
    [InlineData("src")]
    [InlineData("tests")]
    public void Files_Anywhere_AreAtMost500Lines(string folder) =>
        Repository.Files(folder).Where(f => f.Lines.Length > LongestFile).Select(f => $"{f.Path}: {f.Lines.Length}").ShouldBeEmpty();

    [Fact]
    public void Files_OfSource_AreShortOnTheWhole()
    {
        var lengths = Repository.Files("src").Select(f => f.Lines.Length).Order().ToArray();

        lengths[lengths.Length / 2].ShouldBeLessThanOrEqualTo(80);
        lengths[lengths.Length * 95 / 100].ShouldBeLessThanOrEqualTo(300);
    }

    [Fact]
    public void Methods_OfSource_AreShort() => Repository.Files("src").SelectMany(MethodLengths.Of).Where(m => m.Lines > LongestMethod).Select(m => m.ToString()).ShouldBeEmpty();

    [Fact]
    public void MethodLengths_OfALongMethod_AreMeasured()
    {
        string[] lines = ["class A(int x)", "{", "    public int F(", "        int a)", "    {", .. Enumerable.Repeat("        a++;", 41), "    }", "", "    private int G() => 1;", "}"];

        MethodLengths.Of(new SourceFile("A.cs", lines)).ShouldBe([new MethodLength("A.cs", 3, 41)]);
    }
}
