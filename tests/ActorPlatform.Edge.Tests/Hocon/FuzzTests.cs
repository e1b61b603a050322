using ActorPlatform.Hocon;
using ActorPlatform.Hocon.Conversion;
using CsCheck;

namespace ActorPlatform.Edge.Tests.Hocon;

/// <summary>Whatever the input: a value or an error with its place, within the limits.</summary>
public sealed class FuzzTests
{
    private static readonly string[] _pieces =
    [
        "a", "b", "a.b", "c", " ", "\n", ",", "=", ":", "+=", "{", "}", "[", "]", "${a}", "${?b}", "${a.b}", "${", "\"x\"", "\"", "\"\"\"",
        "1", "-0.5e+3", "true", "null", "#", "//", "include ", "$", "\\", "\u00a0", "é", "😀", "\t", ".", "..", "*", "\0",
    ];

    private static readonly HoconReadOptions _limits = HoconTexts.Options() with { MaxWork = 20_000 };

    [Fact]
    public void Parse_RandomCharacters_GivesValueOrError() =>
        Gen.String.Sample(text => Outcome(text), iter: 10_000, threads: 2);

    [Fact]
    public void Parse_RandomPieces_GivesValueOrError() =>
        OneOf(_pieces).Array[0, 40].Select(string.Concat)
            .Sample(text => Outcome(text), iter: 10_000, threads: 2);

    /// <summary>Texts that always parse, so that the resolver sees all sorts of tangled references.</summary>
    [Fact]
    public void Parse_RandomReferences_GivesValueOrError()
    {
        var path = OneOf("a", "b", "c", "a.b", "b.c", "c.a", "a.b.c");
        var reference = Gen.Select(OneOf("${", "${?"), path, (open, name) => $"{open}{name}}}");
        var value = Gen.Select(path, path, reference, reference, Gen.Int[0, 8], (one, two, first, second, form) => form switch
        {
            0 => "1",
            1 => first,
            2 => $"{first}{second}",
            3 => $"[{first}] {second}",
            4 => $"{{ {one} = {first}, {two} = {second} }}",
            5 => $"{first} {{ {one} = {second} }}",
            6 => $"x {first}",
            7 => $"{{ {one} += {first} }} {second}",
            _ => $"[{first}, {{ {one} = {second} }}]",
        });
        var field = Gen.Select(path, OneOf("=", "=", "+="), value, (key, separator, what) => $"{key} {separator} {what}");

        field.Array[1, 8].Select(fields => string.Join('\n', fields)).Sample(text => Outcome(text), iter: 10_000, threads: 2);
    }

    [Fact]
    public void Outcome_CrashInsteadOfError_IsNoticed() =>
        Should.Throw<ShouldAssertException>(() => Outcome("a = 1", _ => throw new InvalidOperationException("a bug")));

    private static Gen<string> OneOf(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(pick => texts[pick]);

    private static bool Outcome(string text) => Outcome(text, input => HoconFile.Parse(input, "text", _limits).ToJsonText());

    private static bool Outcome(string text, Func<string, string> read)
    {
        try
        {
            return read(text).Length > 0;
        }
        catch (Exception exception)
        {
            exception.ShouldBeOfType<HoconException>(text).Origin.Line.ShouldBeGreaterThan(0);
            return true;
        }
    }
}
