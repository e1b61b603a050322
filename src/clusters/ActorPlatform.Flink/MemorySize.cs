using System.Globalization;

namespace ActorPlatform.Flink;

/// <summary>Sizes as Flink writes them: <c>1g</c>, <c>1600m</c>, <c>512 mb</c>, a plain number of bytes.</summary>
public static class MemorySize
{
    private const long Kibi = 1024;

    /// <summary>Reads a size into bytes; false when it is none.</summary>
    public static bool TryParse(string text, out long bytes)
    {
        bytes = 0;
        var trimmed = text.Trim().ToLowerInvariant();
        var digits = trimmed.TakeWhile(char.IsAsciiDigit).Count();
        if (digits == 0 || !long.TryParse(trimmed.AsSpan(0, digits), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return false;
        if (Factor(trimmed[digits..].Trim()) is not { } factor || number > long.MaxValue / factor)
            return false;
        bytes = number * factor;
        return true;
    }

    /// <summary>Whole mebibytes, rounded up: YARN counts in them.</summary>
    public static long ToMebibytes(long bytes) => (bytes + (Kibi * Kibi) - 1) / (Kibi * Kibi);

    private static long? Factor(string unit) =>
        unit switch
        {
            "" or "b" or "bytes" => 1,
            "k" or "kb" or "kibibytes" => Kibi,
            "m" or "mb" or "mebibytes" => Kibi * Kibi,
            "g" or "gb" or "gibibytes" => Kibi * Kibi * Kibi,
            "t" or "tb" or "tebibytes" => Kibi * Kibi * Kibi * Kibi,
            _ => null,
        };
}
