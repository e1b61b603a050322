using System.Collections.Frozen;
using System.Globalization;
using ActorPlatform.Hocon.Values;

namespace ActorPlatform.Hocon.Conversion;

/// <summary>Sizes in bytes: <c>100MB</c> is a power of ten, <c>64KiB</c> and <c>64K</c> are powers of two.</summary>
public static class HoconSize
{
    /// <summary>What is allowed, for messages.</summary>
    public const string Allowed = "a number of bytes, or with a unit: kB, MB, GB, TB (powers of ten) or KiB, MiB, GiB, TiB (powers of two): 100MB, 64KiB";

    private static readonly FrozenDictionary<string, decimal> _bytes = Units().ToFrozenDictionary();

    /// <summary>Reads a size in whole bytes. A bare number is bytes.</summary>
    public static bool TryParse(string text, out long value)
    {
        value = default;
        if (UnitText.Parse(text) is not { } parsed || !_bytes.TryGetValue(parsed.Unit, out var factor))
            return false;
        value = parsed.Times(factor) ?? -1;
        return value >= 0;
    }

    /// <summary>The size of a value.</summary>
    /// <exception cref="HoconException">It is none.</exception>
    public static long AsBytes(this HoconValue value) =>
        value is HoconScalar scalar && TryParse(scalar.Text, out var bytes)
            ? bytes
            : throw new HoconException(value.Origin, $"no size; allowed: {Allowed}");

    /// <summary>The shortest text that reads as the size.</summary>
    public static string Format(long value)
    {
        string[] units = ["TiB", "TB", "GiB", "GB", "MiB", "MB", "KiB", "kB", "B"];
        var unit = value == 0 ? "B" : Array.Find(units, candidate => value % _bytes[candidate] == 0)!;
        return (value / _bytes[unit]).ToString("0", CultureInfo.InvariantCulture) + unit;
    }

    private static Dictionary<string, decimal> Units()
    {
        var units = new Dictionary<string, decimal> { [""] = 1, ["B"] = 1, ["b"] = 1, ["byte"] = 1, ["bytes"] = 1 };
        (string Letter, string Ten, string Two)[] prefixes =
        [
            ("K", "kilo", "kibi"), ("M", "mega", "mebi"), ("G", "giga", "gibi"), ("T", "tera", "tebi"),
            ("P", "peta", "pebi"), ("E", "exa", "exbi"), ("Z", "zetta", "zebi"), ("Y", "yotta", "yobi"),
        ];
        decimal ten = 1, two = 1;
        foreach (var (letter, tenName, twoName) in prefixes)
        {
            ten *= 1000;
            two *= 1024;
            foreach (var name in (string[])[$"{(letter == "K" ? "k" : letter)}B", $"{tenName}byte", $"{tenName}bytes"])
                units[name] = ten;
            foreach (var name in (string[])[letter, letter.ToLowerInvariant(), $"{letter}i", $"{letter}iB", $"{twoName}byte", $"{twoName}bytes"])
                units[name] = two;
        }

        return units;
    }
}
