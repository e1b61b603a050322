using System.Globalization;
using ActorPlatform.Hocon.Configuration;
using ActorPlatform.Hocon.Conversion;

namespace ActorPlatform.Hocon.Binding;

/// <summary>Single values as text.</summary>
internal static class ScalarText
{
    public static bool CanBe(Type type)
    {
        var plain = Plain(type);
        return plain.IsEnum || plain.IsPrimitive || plain == typeof(string) || plain == typeof(decimal)
            || plain == typeof(TimeSpan) || plain == typeof(Uri) || plain == typeof(object);
    }

    /// <summary>The value, or null when the text is none of the type; then <see cref="Allowed"/> says what is.</summary>
    public static object? Parse(string text, Type type, bool isSize)
    {
        var plain = Plain(type);
        if (plain == typeof(string) || plain == typeof(object))
            return text;
        if (plain == typeof(TimeSpan))
            return Duration(text);
        if (plain == typeof(bool))
            return Truth(text.Trim());
        if (plain == typeof(Uri))
            return Uri.TryCreate(text, UriKind.Absolute, out var uri) ? uri : null;
        if (plain.IsEnum)
            return Array.Find(Enum.GetNames(plain), name => KeyNames.Same(name, text.Trim().Replace("_", ""))) is { } found ? Enum.Parse(plain, found) : null;
        if (isSize && HoconSize.TryParse(text, out var bytes))
            return Number(bytes, plain);
        return decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && !isSize ? Number(number, plain) : null;
    }

    public static string Allowed(Type type, bool isSize)
    {
        var plain = Plain(type);
        if (plain == typeof(TimeSpan))
            return HoconDuration.Allowed;
        if (plain == typeof(bool))
            return "true, false, yes, no, on, off";
        if (plain == typeof(Uri))
            return "an absolute URL";
        if (plain.IsEnum)
            return string.Join(", ", Enum.GetNames(plain).Select(KeyNames.Kebab));
        if (isSize)
            return HoconSize.Allowed;
        return plain == typeof(double) || plain == typeof(float) || plain == typeof(decimal)
            ? "a number"
            : $"a whole number from {plain.GetField("MinValue")?.GetValue(null)} to {plain.GetField("MaxValue")?.GetValue(null)}";
    }

    public static Type Plain(Type type) => Nullable.GetUnderlyingType(type) ?? type;

    // The form of TimeSpan itself too: other sources of configuration have it.
    private static TimeSpan? Duration(string text) =>
        HoconDuration.TryParseWithUnit(text, out var duration)
        || (text.Contains(':') && TimeSpan.TryParseExact(text, "c", CultureInfo.InvariantCulture, out duration))
            ? duration
            : null;

    private static object? Truth(string text) => text.ToLowerInvariant() switch
    {
        "true" or "yes" or "on" => true,
        "false" or "no" or "off" => false,
        _ => null,
    };

    private static object? Number(decimal number, Type type)
    {
        var whole = type != typeof(double) && type != typeof(float) && type != typeof(decimal);
        if (whole && number != decimal.Truncate(number))
            return null;
        try
        {
            return Convert.ChangeType(number, type, CultureInfo.InvariantCulture);
        }
        catch (Exception exception) when (exception is OverflowException or InvalidCastException)
        {
            return null;
        }
    }
}
