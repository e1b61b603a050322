namespace ActorPlatform.Edge.Tests.Hocon;

public sealed class SubstitutionTests
{
    [Theory]
    [InlineData("a = ${b}, b = 1", """{"a":1,"b":1}""")]
    [InlineData("a = 1, b = ${a}, a = 2", """{"a":2,"b":2}""")]
    [InlineData("foo = ${bar}, bar = ${a.b.c}, a.b.c = 57", """{"foo":57,"bar":57,"a":{"b":{"c":57}}}""")]
    [InlineData("a = ${x}foo${x}, x = 1", """{"a":"1foo1","x":1}""")]
    [InlineData("a = ${x}\" is \"${y}, x = null, y = true", """{"a":"null is true","x":null,"y":true}""")]
    [InlineData("a = ${ \"b.c\" }, \"b.c\" = 1", """{"a":1,"b.c":1}""")]
    [InlineData("a = [${x} ${y}, ${x}], x = 1, y = 2", """{"a":["1 2",1],"x":1,"y":2}""")]
    [InlineData("a = ${x} [3] ${y}, x = [1], y = [5]", """{"a":[1,3,5],"x":[1],"y":[5]}""")]
    [InlineData("a = ${x} { b = 1 } ${y}, x { b = 0 }, y { c = 2 }", """{"a":{"b":1,"c":2},"x":{"b":0},"y":{"c":2}}""")]
    [InlineData("a = ${x}${y}, x { b = 0 }, y { b = 2 }", """{"a":{"b":2},"x":{"b":0},"y":{"b":2}}""")]
    [InlineData("generic { size = 6 }, east = ${generic} { name = e }, east.size = 7", """{"generic":{"size":6},"east":{"size":7,"name":"e"}}""")]
    [InlineData("a = ${n} [c], n { 1 = b, 0 = a, x = 9 }", """{"a":["a","b","c"],"n":{"1":"b","0":"a","x":9}}""")]
    public void Read_Substitution_TakesTheLastDefinition(string text, string json) => text.ShouldMean(json);

    [Theory]
    [InlineData("a = ${?x}, b = ${?a}", "{}")]
    [InlineData("a = 42, a = ${?x}", """{"a":42}""")]
    [InlineData("a { b = 42 }, a = ${?x}", """{"a":{"b":42}}""")]
    [InlineData("x = 43, a { b = 42 }, a = ${?x}", """{"x":43,"a":43}""")]
    [InlineData("a = [1, ${?x}, 2]", """{"a":[1,2]}""")]
    [InlineData("a = foo${?x}", """{"a":"foo"}""")]
    [InlineData("a = [1] ${?x}", """{"a":[1]}""")]
    [InlineData("a = { b = 1 } ${?x}", """{"a":{"b":1}}""")]
    [InlineData("a = ${?x}${?y}", "{}")]
    [InlineData("a = ${?x} ${?y}", """{"a":" "}""")]
    [InlineData("a = \"\"${?x}", """{"a":""}""")]
    public void Read_OptionalSubstitutionWithoutValue_Vanishes(string text, string json) => text.ShouldMean(json);

    [Theory]
    [InlineData("path = \"a:b\", path = ${path}\":d\"", """{"path":"a:b:d"}""")]
    [InlineData("a = [1, 2], a = ${a} [3], a = ${a} [4]", """{"a":[1,2,3,4]}""")]
    [InlineData("a { b = 3 }, a = { b = 2 } ${a}", """{"a":{"b":3}}""")]
    [InlineData("a.b.c = 1, a.b.c = ${a.b.c}", """{"a":{"b":{"c":1}}}""")]
    [InlineData("foo { a { c = 1 } }, foo = ${foo.a}, foo { a = 2 }", """{"foo":{"a":2,"c":1}}""")]
    [InlineData("a = ${?a}foo", """{"a":"foo"}""")]
    [InlineData("a = 1, a = ${?a}foo${?a}", """{"a":"1foo1"}""")]
    [InlineData("a = ${?a}", "{}")]
    [InlineData("a = ${a}, a = 1", """{"a":1}""")]
    [InlineData("a { b = 5 }, a = ${a}, a { c = 6 }", """{"a":{"b":5,"c":6}}""")]
    [InlineData("a { b { c = 5 } }, a { x = ${a.b} }, a { b = 2 }", """{"a":{"b":2,"x":2}}""")]
    [InlineData("bar { foo = 42, baz = ${bar.foo} }, bar { foo = 43 }", """{"bar":{"foo":43,"baz":43}}""")]
    [InlineData("bar { a = ${foo.d}, b = 1 }, bar.b = 3, foo { c = ${bar.b}, d = 2 }, foo.d = 4", """{"bar":{"a":4,"b":3},"foo":{"c":3,"d":4}}""")]
    [InlineData("a = 1, b = 2, a = ${b}, b = ${a}", """{"a":1,"b":1}""")]
    [InlineData("a = ${?b}foo, b = ${?a}", """{"a":"foo"}""")]
    [InlineData("d { x = [] }, c = ${d}, c { x += 1, x += 2 }", """{"d":{"x":[]},"c":{"x":[1,2]}}""")]
    [InlineData("foo = ${?bar}, bar = ${?a.b}, a.b = ${?foo}", """{"a":{}}""")]
    public void Read_SelfReference_SeesTheFormerValue(string text, string json) => text.ShouldMean(json);

    [Theory]
    [InlineData("a += 1, a += 2", """{"a":[1,2]}""")]
    [InlineData("a = [1], a += [2]", """{"a":[1,[2]]}""")]
    [InlineData("a = ${x}, a += ${y}, x = [1], y = 2", """{"a":[1,2],"x":[1],"y":2}""")]
    [InlineData("a { b { c += 1 } }, a.b.c += 2", """{"a":{"b":{"c":[1,2]}}}""")]
    [InlineData("a += { b = 1 }, a += { b = 2 }", """{"a":[{"b":1},{"b":2}]}""")]
    public void Read_PlusEquals_AppendsToTheFormerList(string text, string json) => text.ShouldMean(json);

    [Theory]
    // Asking for one field resolves no other field of the object on the way.
    [InlineData("foo = ${a.b.c}, a { b { c = 42, x = ${foo} }, x = ${foo} }", """{"foo":42,"a":{"b":{"c":42,"x":42},"x":42}}""")]
    [InlineData("d { a = 1, b = 2 }, i = ${d}, i.b = 3, j.b = ${i.b}", """{"d":{"a":1,"b":2},"i":{"a":1,"b":3},"j":{"b":3}}""")]
    [InlineData("d { a = 1 }, i.b = 7, i = ${d}, i.c = ${j.d}, j = ${d}, j.d = ${i.a}", """{"d":{"a":1},"i":{"a":1,"b":7,"c":1},"j":{"a":1,"d":1}}""")]
    [InlineData("d { b = 2 }, i = 7, i = ${d}, j.b = ${i.b}", """{"d":{"b":2},"i":{"b":2},"j":{"b":2}}""")]
    [InlineData("z = 15, dd { m.n = ${z} }, d { a = 1 }, al = ${d}, i = 3, i = ${?NO}, i = ${dd}, i {}, i = ${al}, i.b { c = 43 }, j = ${i.b}", """{"z":15,"dd":{"m":{"n":15}},"d":{"a":1},"al":{"a":1},"i":{"m":{"n":15},"a":1,"b":{"c":43}},"j":{"c":43}}""")]
    [InlineData("a = ${b} { x = 1, y = ${a.x} }, b { z = 0 }", """{"a":{"z":0,"x":1,"y":1},"b":{"z":0}}""")]
    [InlineData("s { x = 1 }, w { f = ${s} }, x = ${w}, x = ${s}", """{"s":{"x":1},"w":{"f":{"x":1}},"x":{"f":{"x":1},"x":1}}""")]
    [InlineData("t { b = ${a} }, a = ${t}, a.b = 5", """{"t":{"b":{"b":5}},"a":{"b":5}}""")]
    [InlineData("a = ${nowhere}, a = 42", """{"a":42}""")]
    public void Read_Substitution_IsLazy(string text, string json) => text.ShouldMean(json);

    [Fact]
    public void Read_Environment_IsTheLastResort()
    {
        HoconTexts.Json("a = ${HOME}, b = ${?HOME}x, c = ${?NONE}, PATH = /bin, d = ${PATH}", ("HOME", "/h"), ("PATH", "env"))
            .ShouldBe("""{"a":"/h","b":"/hx","PATH":"/bin","d":"/bin"}""");
        HoconTexts.Json("HOME = null, a = ${HOME}", ("HOME", "/h")).ShouldBe("""{"HOME":null,"a":null}""");
        HoconTexts.Json("a = ${EMPTY}", ("EMPTY", "")).ShouldBe("""{"a":""}""");
        HoconTexts.Json("PATH = ${PATH}:/bin".Replace(":", "\":\""), ("PATH", "env")).ShouldBe("""{"PATH":"env:/bin"}""");
        HoconTexts.Json("a = ${N}", ("N", "5")).ShouldBe("""{"a":"5"}""");
    }

    [Fact]
    public void Read_SubstitutedValue_KeepsTheOriginOfItsDefinition() =>
        HoconTexts.Object("a = ${b}\n\nb = 1").Get("a")!.Origin.ToString().ShouldBe("text:3:5");
}
