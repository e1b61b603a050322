using ActorPlatform.Hocon;

namespace ActorPlatform.Edge.Tests.Hocon;

public sealed class SubstitutionErrorTests
{
    [Theory]
    [InlineData("a = ${b}", "text:1:5", "${b} has no value")]
    [InlineData("a = 1\nb = [${x.\"y.z\"}]", "text:2:6", "${x.\"y.z\"} has no value")]
    [InlineData("a = ${nowhere}, a { b = 42 }", "text:1:5", "has no value")]
    [InlineData("a = 1, b = ${a.c}", "text:1:12", "${a.c} has no value")]
    [InlineData("a = ${a}", "text:1:5", "cycle")]
    [InlineData("a = ${a}bc", "text:1:5", "cycle")]
    [InlineData("foo = ${foo}, foo { a = 1 }", "text:1:7", "cycle")]
    [InlineData("bar = ${foo}, foo = ${bar}", "text:1:21", "cycle")]
    [InlineData("a = ${b}, b = ${c}, c = ${d}, d = ${a}", "text:1:35", "${b} (text:1:5) → ${c} (text:1:15) → ${d} (text:1:25) → ${a} (text:1:35)")]
    [InlineData("a { b = ${a} }", "text:1:3", "contains itself")]
    [InlineData("a = [${a}]", "text:1:5", "contains itself")]
    [InlineData("a = [1] ${b}, b = [${a}]", "text:1:5", "contains itself")]
    [InlineData("a = ${t}, t { b = ${a} }", "text:1:13", "contains itself")]
    [InlineData("a = y${x}z, x = [1]", "text:1:5", "text joined with a list (text:1:17)")]
    [InlineData("a = y ${x}, x { b = 1 }", "text:1:5", "text joined with an object (text:1:15)")]
    [InlineData("x { a = 1 }, y { b = 2 }, z = ${x}\" \"${y}", "text:1:35", "text joined with an object")]
    [InlineData("a = ${x} ${y}, x = [1], y { b = 1 }", "text:1:10", "a list and an object in one value")]
    [InlineData("a = 10, a += 2", "text:1:9", "text (${?a}) joined with a list")]
    [InlineData("a { x = y }, a += 2", "text:1:14", "a list and an object in one value")]
    public void Read_WrongSubstitution_NamesPlaceAndReason(string text, string place, string problem)
    {
        var error = HoconTexts.Error(text);

        error.Origin.ToString().ShouldBe(place, error.Message);
        error.Problem.ShouldContain(problem);
    }

    [Theory]
    [InlineData("a { b = ${?a}, c = 1 }", """{"a":{"c":1}}""")]
    [InlineData("a.b += ${?a.b}", """{"a":{"b":[]}}""")]
    [InlineData("a = [1, ${?a}]", """{"a":[1]}""")]
    public void Read_OptionalReferenceToWhatItStandsIn_IsDropped(string text, string json) => text.ShouldMean(json);

    [Fact]
    public void Read_ChainOfHundredThousandSubstitutions_IsAnError()
    {
        var text = string.Join('\n', Enumerable.Range(0, 100_000).Select(i => $"a{i} = ${{a{i + 1}}}"));

        HoconTexts.Error(text).Problem.ShouldContain("substitutions wait for each other");
    }

    [Fact]
    public void Read_LongestAllowedChainOnASmallThread_IsAValue()
    {
        var text = string.Join('\n', Enumerable.Range(0, 240).Select(i => $"a += {i}")) + "\nb = x${a0}\n"
            + string.Join('\n', Enumerable.Range(0, 240).Select(i => $"a{i} = y${{a{i + 1}}}")) + "\na240 = 1";
        Exception? thrown = null;
        var thread = new Thread(() => thrown = Record.Exception(() => HoconTexts.Json(text)), 1024 * 1024);

        thread.Start();
        thread.Join();

        thrown.ShouldBeNull();
    }

    [Theory]
    [InlineData("x{0} = ${{x{1}}}${{x{1}}}", "x0 = [1, 2, 3, 4]")]
    [InlineData("x{0} = ${{x{1}}}${{x{1}}}", "x0 = abcdefgh")]
    [InlineData("x{0} {{ a = ${{x{1}}}, b = ${{x{1}}} }}", "x0 = 1")]
    [InlineData("x{0} = ${{x{1}}} {{ a = ${{x{1}}}, b = ${{x{1}}} }}", "x0 {{ c = 1 }}")]
    public void Read_Doublings_EndInAnError(string line, string first)
    {
        var text = first.Replace("{{", "{").Replace("}}", "}") + "\n" + string.Join('\n', Enumerable.Range(1, 60).Select(i => string.Format(line, i, i - 1)));

        var error = Should.Throw<HoconException>(() => HoconFile.Parse(text, "text", HoconTexts.Options() with { MaxWork = 100_000 }));

        error.Problem.ShouldContain("multiply");
    }

    [Theory]
    [InlineData("a = ${t}, a { c = 1 }, t { b = ${a} }, t { d = 2 }, t = ${?x}")]
    [InlineData("a.b = ${a}${a}")]
    [InlineData("a.b = { a.b = ${?b}, a.b.c = ${a} }")]
    [InlineData("a.b.c = ${?c}, c = ${?a} { a = ${a} { d = 1 } }")]
    public void Read_CycleThroughMergedObjects_IsAnError(string text) =>
        HoconTexts.Error(text).Problem.ShouldContain("cycle");
}
