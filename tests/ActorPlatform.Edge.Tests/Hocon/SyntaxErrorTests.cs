namespace ActorPlatform.Edge.Tests.Hocon;

public sealed class SyntaxErrorTests
{
    [Theory]
    [InlineData("{", "text:1:2", "'}' is missing")]
    [InlineData("a = 1\n}", "text:2:1", "'}' without its '{'")]
    [InlineData("[", "text:1:2", "']' is missing")]
    [InlineData("]", "text:1:1", "where a key must stand")]
    [InlineData(",", "text:1:1", "one comma between fields")]
    [InlineData("10", "text:1:3", "after the key '10'; allowed: '=', ':', '+=' or '{'")]
    [InlineData("\"", "text:1:1", "without its closing quote")]
    [InlineData("a = \"\"\"b\"\"", "text:1:5", "three quotes")]
    [InlineData("[,]", "text:1:2", "one comma between elements")]
    [InlineData("[1,2,,]", "text:1:6", "one comma between elements")]
    [InlineData("{ \"foo\" : 10 ,, }", "text:1:15", "one comma between fields")]
    [InlineData("{ 1,2 }", "text:1:4", "',' after the key")]
    [InlineData("a = ", "text:1:5", "the value of 'a' must stand")]
    [InlineData("{ a : }", "text:1:7", "the value of 'a' must stand")]
    [InlineData("{ : 10 }", "text:1:3", "':' where a key must stand")]
    [InlineData("{ foo \n bar : 10 }", "text:2:2", "'bar' after the key 'foo'")]
    [InlineData("{ \"a\" : [ }", "text:1:11", "an element of the list")]
    [InlineData("[10, {]", "text:1:7", "where a key must stand")]
    [InlineData("{ \"a\" : true \"b\" : false }", "text:1:18", "':' after a field; allowed: ',', a new line or '}'")]
    [InlineData("a = [1] \n [2]", "text:2:2", "where a key must stand")]
    [InlineData("{}x", "text:1:3", "which is the whole text")]
    [InlineData("[]{}", "text:1:3", "which is the whole text")]
    [InlineData("a = $", "text:1:5", "allowed: ${path} or ${?path}")]
    [InlineData("a = ${}", "text:1:7", "the path of a substitution must stand")]
    [InlineData("a = ${ ?b}", "text:1:8", "'?' is reserved")]
    [InlineData("a = ${b", "text:1:8", "inside a substitution")]
    [InlineData("a = ${${b}}", "text:1:7", "the path of a substitution must stand")]
    [InlineData("${a} = 1", "text:1:1", "a substitution in a key")]
    [InlineData("a = b*c", "text:1:6", "'*' is reserved outside quotes")]
    [InlineData("a = 10e+3e", "text:1:5", "'+' is reserved outside quotes")]
    [InlineData("a = \"x\ny\"", "text:1:5", "a new line in a quoted text")]
    [InlineData("a = \"\t\"", "text:1:5", "U+0009")]
    [InlineData("a = \"\\x\"", "text:1:5", "an unknown escape")]
    [InlineData("a = \"\\u12g4\"", "text:1:5", "four hexadecimal digits")]
    [InlineData("a = \"\\ud83d\"", "text:1:5", "half of a surrogate pair")]
    [InlineData("a..b = 1", "text:1:1", "empty part")]
    [InlineData(".a = 1", "text:1:1", "empty part")]
    [InlineData("a. = 1", "text:1:1", "empty part")]
    [InlineData("+= 1", "text:1:1", "where a key must stand")]
    [InlineData("{ {a=1} : 2 }", "text:1:3", "'{' where a key must stand")]
    [InlineData("{ [a] : 2 }", "text:1:3", "'[' where a key must stand")]
    [InlineData("a = abc {x = y}", "text:1:9", "text and an object in one value")]
    [InlineData("a = null {x = y}", "text:1:10", "text and an object in one value")]
    [InlineData("a = abc [1]", "text:1:9", "text and a list in one value")]
    [InlineData("a = [1] {x = y}", "text:1:9", "a list and an object in one value")]
    [InlineData("x = [ { a += 1 } ]", "text:1:9", "'+=' inside a list")]
    [InlineData("include foo", "text:1:12", "needs a quoted file name")]
    [InlineData("include : { a = 1 }", "text:1:9", "needs a quoted file name")]
    [InlineData("include url(\"x\")", "text:1:1", "is not known here")]
    [InlineData("include required(\"x\"", "text:1:1", "parentheses")]
    [InlineData("include \"/x.conf\" : 10", "text:1:19", "':' after a field")]
    [InlineData("include \"http://x/y.conf\"", "text:1:1", "is a URL")]
    [InlineData("include \"x.conf\"", "text:1:1", "absolute paths")]
    public void Read_InvalidText_NamesPlaceAndWhatIsAllowed(string text, string place, string problem)
    {
        var error = HoconTexts.Error(text);

        error.Origin.ToString().ShouldBe(place, error.Message);
        error.Message.ShouldStartWith(place + ": ");
        error.Problem.ShouldContain(problem);
    }

    [Theory]
    [InlineData('[')]
    [InlineData('{')]
    public void Read_HundredThousandNestedBrackets_IsAnError(char bracket)
    {
        var text = bracket == '[' ? "a = " + new string('[', 100_000) : string.Concat(Enumerable.Repeat("a {", 100_000));

        HoconTexts.Error(text).Problem.ShouldContain("more than 128 levels deep");
    }

    [Fact]
    public void Read_HundredThousandPathSegments_IsAnError() =>
        HoconTexts.Error("a" + string.Concat(Enumerable.Repeat(".a", 100_000)) + " = 1").Problem.ShouldContain("more than 128 levels deep");

    [Fact]
    public void Read_DeepestAllowedNesting_IsAValue() =>
        HoconTexts.Json("a = " + new string('[', 127) + new string(']', 127)).Length.ShouldBe(6 + (2 * 127));

    [Fact]
    public void Parse_HalfSurrogate_IsAnError() =>
        HoconTexts.Error("a = 1\nb = \ud83d").Message.ShouldStartWith("text:2:5: half of a surrogate pair");
}
