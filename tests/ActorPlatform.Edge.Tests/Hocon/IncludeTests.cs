using System.Text;

namespace ActorPlatform.Edge.Tests.Hocon;

public sealed class IncludeTests : IDisposable
{
    private readonly TemporaryFiles _files = new();

    public void Dispose() => _files.Dispose();

    [Theory]
    [InlineData("include \"b.conf\"")]
    [InlineData("include\"b.conf\"")]
    [InlineData("include\n  \"b.conf\"")]
    [InlineData("include \"b\"")]
    [InlineData("include file(\"b.conf\")")]
    [InlineData("include required(\"b.conf\")")]
    [InlineData("include required( file( \"b.conf\" ) )")]
    [InlineData("{ include file(\"b.conf\")}")]
    public void Read_IncludeForm_IsUnderstood(string text)
    {
        _files.With("a.conf", text).With("b.conf", "x = 1");

        _files.Json("a.conf").ShouldBe("""{"x":1}""");
    }

    [Fact]
    public void Read_Include_MergesAsIfWrittenThere()
    {
        _files.With("a.conf", "x = 1, o { a = 1 }\ninclude \"b.conf\", y = 3").With("b.conf", "x = 2, y = 2, o { b = 2 }");

        _files.Json("a.conf").ShouldBe("""{"x":2,"o":{"a":1,"b":2},"y":3}""");
    }

    [Fact]
    public void Read_IncludeInObject_MovesSubstitutionsBelowIt()
    {
        _files.With("a.conf", "a { include \"foo.conf\" }, a { x = 42 }, x = 7").With("foo.conf", "x = 10, y = ${x}, o.z = ${o.w}, o.w = 5");

        _files.Json("a.conf").ShouldBe("""{"a":{"x":42,"y":42,"o":{"z":5,"w":5}},"x":7}""");
    }

    [Fact]
    public void Read_IncludeInObject_FallsBackToTheRoot()
    {
        _files.With("a.conf", "base = /data, a.b { include \"foo.conf\" }").With("foo.conf", "y = ${base}/y");

        _files.Json("a.conf").ShouldBe("""{"base":"/data","a":{"b":{"y":"/data/y"}}}""");
    }

    [Fact]
    public void Read_NestedIncludes_AreRelativeToTheirFileAndPath()
    {
        _files.With("a.conf", "o { include \"sub/b.conf\" }")
            .With("sub/b.conf", "p { include \"c.conf\" }, l = [1], l += 2")
            .With("sub/c.conf", "q = 1, r = ${q}, s += ${r}, include \"../d.conf\"")
            .With("d.conf", "q = 2");

        _files.Json("a.conf").ShouldBe("""{"o":{"p":{"q":2,"r":2,"s":[2]},"l":[1,2]}}""");
    }

    [Fact]
    public void Read_IncludeInListElement_IsInserted()
    {
        _files.With("a.conf", "a = [ { include \"b.conf\" }, 2 ]").With("b.conf", "x = 1");

        _files.Json("a.conf").ShouldBe("""{"a":[{"x":1},2]}""");
    }

    [Fact]
    public void Read_SubstitutionInAFileIncludedInAList_IsAnError()
    {
        _files.With("a.conf", "a = [ { include \"b.conf\" } ]").With("b.conf", "x = 1\ny = ${x}");

        _files.Error("a.conf").Origin.ToString().ShouldBe(_files.Path("b.conf") + ":2:5");
    }

    [Fact]
    public void Read_NameWithoutExtension_TakesJsonThenConf()
    {
        _files.With("a.conf", "include \"b\"").With("b.json", """{"x":1,"y":1}""").With("b.conf", "y = 2");

        _files.Json("a.conf").ShouldBe("""{"x":1,"y":2}""");
    }

    [Fact]
    public void Read_MissingInclude_IsEmptyUnlessRequired()
    {
        _files.With("a.conf", "include \"no.conf\"\nx = 1").With("b.conf", "\n  include required(\"no.conf\")");

        _files.Json("a.conf").ShouldBe("""{"x":1}""");
        var error = _files.Error("b.conf");
        error.Origin.ToString().ShouldBe(_files.Path("b.conf") + ":2:3");
        error.Problem.ShouldContain("the required file \"no.conf\" is not there");
    }

    [Fact]
    public void Read_MissingFile_IsAnError() => _files.Error("no.conf").Message.ShouldBe(_files.Path("no.conf") + ": the file is not there");

    [Fact]
    public void Read_IncludeCycle_IsAnErrorWithTheChain()
    {
        _files.With("a.conf", "include \"b.conf\"").With("b.conf", "x { include \"a.conf\" }");

        _files.Error("a.conf").Problem.ShouldContain($"{_files.Path("a.conf")} → {_files.Path("b.conf")} → {_files.Path("a.conf")}");
    }

    [Fact]
    public void Read_IncludesThatMultiply_EndInAnError()
    {
        for (var i = 0; i < 40; i++)
            _files.With($"f{i}.conf", $"include \"f{i + 1}.conf\"\ninclude \"f{i + 1}.conf\"");
        _files.With("f40.conf", "x = 1");

        _files.Error("f0.conf").Problem.ShouldContain("more than 500 files are included");
    }

    [Theory]
    [InlineData("[1]", "must hold an object")]
    [InlineData("x = [1", "end of the text after a list element")]
    public void Read_BrokenInclude_NamesTheIncludedFile(string included, string problem)
    {
        _files.With("a.conf", "include \"b.conf\"").With("b.conf", included);

        var error = _files.Error("a.conf");

        error.Origin.Source.ShouldBe(_files.Path("b.conf"));
        error.Problem.ShouldContain(problem);
    }

    [Fact]
    public void Read_PropertiesInclude_IsRefused()
    {
        _files.With("a.conf", "include \"b.properties\"");

        _files.Error("a.conf").Problem.ShouldContain("allowed: .conf and .json");
    }

    [Fact]
    public void Read_NotUtf8_NamesTheLine()
    {
        _files.With("a.conf", "");
        File.WriteAllBytes(_files.Path("a.conf"), [.. Encoding.UTF8.GetBytes("é = 1\nb = "), 0xC3, 0x28]);

        var error = _files.Error("a.conf");

        error.Origin.Line.ShouldBe(2);
        error.Problem.ShouldContain("not UTF-8");
    }

    [Fact]
    public void Read_TooLargeOrFolder_IsAnError()
    {
        _files.With("a.conf", "a = " + new string('x', 9 * 1024 * 1024)).With("d/x.conf", "");

        _files.Error("a.conf").Problem.ShouldContain("larger than 4194304 bytes");
        _files.Error("d").Problem.ShouldContain("cannot be read");
    }
}
