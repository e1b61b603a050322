namespace ActorPlatform.Jobs.Specs;

/// <summary>Sizes as Flink writes them: <c>1g</c>, <c>1600m</c>, <c>2 gb</c>; a bare number is bytes.</summary>
public static class MemorySize
{
    private const long Kibi = 1024;

    /// <summary>Reads a size; false when it is none, or larger than 8 EiB.</summary>
    public static bool TryParse(string text, out long bytes)
    {
        bytes = 0;
        var trimmed = text.AsSpan().Trim();
        var digits = trimmed.IndexOfAnyExceptInRange('0', '9');
        var number = digits < 0 ? trimmed : trimmed[..digits];
        var unit = digits < 0 ? [] : trimmed[digits..].TrimStart();
        return long.TryParse(number, out var count) && TryFactor(unit, out var factor) && TryMultiply(count, factor, out bytes);
    }

    private static bool TryFactor(ReadOnlySpan<char> unit, out long factor)
    {
        if (unit.Length > 16)
        {
            factor = 0;
            return false;
        }

        Span<char> lower = stackalloc char[unit.Length];
        _ = unit.ToLowerInvariant(lower);
        factor = lower switch
        {
            "" or "b" or "bytes" => 1,
            "k" or "kb" or "kibibytes" => Kibi,
            "m" or "mb" or "mebibytes" => Kibi * Kibi,
            "g" or "gb" or "gibibytes" => Kibi * Kibi * Kibi,
            "t" or "tb" or "tebibytes" => Kibi * Kibi * Kibi * Kibi,
            _ => 0,
        };
        return factor > 0;
    }

    private static bool TryMultiply(long count, long factor, out long bytes)
    {
        var fits = count <= long.MaxValue / factor;
        bytes = fits ? count * factor : 0;
        return fits;
    }
}
