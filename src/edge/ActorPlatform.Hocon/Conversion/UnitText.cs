using System.Globalization;

namespace ActorPlatform.Hocon.Conversion;

/// <summary>A number and the unit behind it, as the specification's "units format" has it.</summary>
internal readonly record struct UnitText(decimal Number, string Unit)
{
    public static UnitText? Parse(string text)
    {
        var trimmed = text.AsSpan().Trim();
        var end = trimmed.Length;
        while (end > 0 && char.IsLetter(trimmed[end - 1]))
            end--;
        const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;
        return decimal.TryParse(trimmed[..end].TrimEnd(), Style, CultureInfo.InvariantCulture, out var number)
            ? new UnitText(number, trimmed[end..].ToString())
            : null;
    }

    /// <summary>The number in the smallest unit, when it is whole and fits.</summary>
    public long? Times(decimal factor)
    {
        if (Math.Abs(Number) > long.MaxValue / factor)
            return null;
        var product = Number * factor;
        return product == decimal.Truncate(product) ? (long)product : null;
    }
}
