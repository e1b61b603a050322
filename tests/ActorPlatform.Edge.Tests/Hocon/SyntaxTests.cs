using ActorPlatform.Hocon.Values;

namespace ActorPlatform.Edge.Tests.Hocon;

public sealed class SyntaxTests
{
    [Theory]
    [InlineData("", "{}")]
    [InlineData(" \n \n ", "{}")]
    [InlineData("# only a comment", "{}")]
    [InlineData("{}", "{}")]
    [InlineData("{} // comment", "{}")]
    [InlineData("[1, 2, 3]", "[1,2,3]")]
    [InlineData("[1\n2\n3]", "[1,2,3]")]
    [InlineData("[1,2,3\n\n , \n]", "[1,2,3]")]
    [InlineData("[ 10 # comment\n, 11]", "[10,11]")]
    [InlineData("[[1, 2] [3, 4]]", "[[1,2,3,4]]")]
    [InlineData("[[1, 2]\n [3, 4]]", "[[1,2],[3,4]]")]
    [InlineData("a : b, c : d,", """{"a":"b","c":"d"}""")]
    [InlineData("{ a : b  \n  , \n }", """{"a":"b"}""")]
    [InlineData("a { b { c = 1 } }", """{"a":{"b":{"c":1}}}""")]
    [InlineData("a\n{ b = 1 }", """{"a":{"b":1}}""")]
    [InlineData("a.\"b.c\".d = 1", """{"a":{"b.c":{"d":1}}}""")]
    [InlineData("a.\"\".b = 1", """{"a":{"":{"b":1}}}""")]
    [InlineData("a b c : 42", """{"a b c":42}""")]
    [InlineData("3.14 : 42, true : 1", """{"3":{"14":42},"true":1}""")]
    [InlineData("10.0foo = 1", """{"10":{"0foo":1}}""")]
    [InlineData("foo\"10.0\" = 1", """{"foo10.0":1}""")]
    [InlineData("\"a\"\"b\" = 1", """{"ab":1}""")]
    [InlineData("foo include : 42, x = include, y = [include]", """{"foo include":42,"x":"include","y":["include"]}""")]
    [InlineData("\"include\" : 42", """{"include":42}""")]
    [InlineData("/a/b : (1)", """{"/a/b":"(1)"}""")]
    [InlineData("\uFEFFa = 1", """{"a":1}""")]
    [InlineData("a\u2003=\u00a01\r\nb=2", """{"a":1,"b":2}""")]
    public void Read_Structure_IsAsSpecified(string text, string json) => text.ShouldMean(json);

    [Theory]
    [InlineData("null bar 42 baz true 3.14 \"hi\"", "\"null bar 42 baz true 3.14 hi\"")]
    [InlineData("  foo   bar  # comment", "\"foo   bar\"")]
    [InlineData("true", "true")]
    [InlineData("null", "null")]
    [InlineData("truefoo", "\"truefoo\"")]
    [InlineData("10e+3", "10000")]
    [InlineData("-0.5", "-0.5")]
    [InlineData("10e3e3", "\"10e3e3\"")]
    [InlineData("1-e3", "\"1-e3\"")]
    [InlineData("1.0.0", "\"1.0.0\"")]
    [InlineData("1.", "\"1.\"")]
    [InlineData("007", "\"007\"")]
    [InlineData("-foo", "\"-foo\"")]
    [InlineData("a//b", "\"a\"")]
    [InlineData("a/b", "\"a/b\"")]
    [InlineData("\"a # b // c\"", "\"a # b // c\"")]
    [InlineData("\"\\u00e9\\n\\t\\\\\\/\\\"\"", "\"é\\n\\t\\\\/\\\"\"")]
    [InlineData("\"\\ud83d\\ude00\"", "\"😀\"")]
    [InlineData("\"\"", "\"\"")]
    [InlineData("\"\"\"a\"b\\n\"\"\"\"", "\"a\\\"b\\\\n\\\"\"")]
    [InlineData("\"\"\"\"\"\"", "\"\"")]
    [InlineData("{ b : 1 } { c : 2 }", """{"b":1,"c":2}""")]
    [InlineData("{ b : 1 } { b : { c : 2 } }", """{"b":{"c":2}}""")]
    [InlineData("[1] [2\n] []", "[1,2]")]
    public void Read_Value_IsAsSpecified(string value, string json) => $"a = {value}".ShouldMean($"{{\"a\":{json}}}");

    [Theory]
    [InlineData("foo { a = 42 }, foo { b = 43 }", """{"foo":{"a":42,"b":43}}""")]
    [InlineData("foo { a = 42 }, foo = null, foo { b = 43 }", """{"foo":{"b":43}}""")]
    [InlineData("a.x = 42, a.y = 43", """{"a":{"x":42,"y":43}}""")]
    [InlineData("a = 1, a = 2", """{"a":2}""")]
    [InlineData("a { b { c = 1 } }, a.b.d = 2, a { b.c = 3 }", """{"a":{"b":{"c":3,"d":2}}}""")]
    [InlineData("a = [1], a = [2]", """{"a":[2]}""")]
    [InlineData("a = 5, a.b = 1", """{"a":{"b":1}}""")]
    [InlineData("a.b = 1, a = 5", """{"a":5}""")]
    public void Read_KeyTwice_MergesOrOverrides(string text, string json) => text.ShouldMean(json);

    [Fact]
    public void Read_Scalars_KeepTypeAndSpelling()
    {
        var root = HoconTexts.Object("n = 1.50, t = \"1.50\", b = true, q = \"true\", z = null");

        ((HoconScalar)root.Get("n")!).ShouldSatisfyAllConditions(n => n.Kind.ShouldBe(HoconScalarKind.Number), n => n.Text.ShouldBe("1.50"));
        ((HoconScalar)root.Get("t")!).Kind.ShouldBe(HoconScalarKind.Text);
        ((HoconScalar)root.Get("b")!).Kind.ShouldBe(HoconScalarKind.Boolean);
        ((HoconScalar)root.Get("q")!).Kind.ShouldBe(HoconScalarKind.Text);
        ((HoconScalar)root.Get("z")!).Kind.ShouldBe(HoconScalarKind.Null);
    }

    [Fact]
    public void Read_Values_KnowTheirOrigin()
    {
        var root = HoconTexts.Object("a {\n  b = \"\"\"x\ny\"\"\", c = 1\n  # comment\n  d = [\n    z ]\n}\n");

        root.Find("a", "b")!.Origin.ToString().ShouldBe("text:2:7");
        root.Find("a", "c")!.Origin.ToString().ShouldBe("text:3:11");
        ((HoconList)root.Find("a", "d")!).Items[0].Origin.ToString().ShouldBe("text:6:5");
        root.Get("a")!.Origin.ToString().ShouldBe("text:1:3");
    }
}
