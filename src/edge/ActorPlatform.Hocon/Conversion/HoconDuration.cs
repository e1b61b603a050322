using System.Collections.Frozen;
using System.Globalization;
using ActorPlatform.Hocon.Values;

namespace ActorPlatform.Hocon.Conversion;

/// <summary>Durations: a number and a unit, such as <c>200ms</c>, <c>30 s</c>, <c>1.5h</c>.</summary>
public static class HoconDuration
{
    /// <summary>What is allowed, for messages.</summary>
    public const string Allowed = "a number and a unit, one of ns, us, ms, s, m, h, d: 200ms, 30s, 5m, 1.5h, 7d";

    private static readonly FrozenDictionary<string, decimal> _ticks = new Dictionary<string, decimal>
    {
        ["ns"] = 0.01m, ["nano"] = 0.01m, ["nanos"] = 0.01m, ["nanosecond"] = 0.01m, ["nanoseconds"] = 0.01m,
        ["us"] = 10, ["micro"] = 10, ["micros"] = 10, ["microsecond"] = 10, ["microseconds"] = 10,
        ["ms"] = 10_000, ["milli"] = 10_000, ["millis"] = 10_000, ["millisecond"] = 10_000, ["milliseconds"] = 10_000,
        ["s"] = TimeSpan.TicksPerSecond, ["second"] = TimeSpan.TicksPerSecond, ["seconds"] = TimeSpan.TicksPerSecond,
        ["m"] = TimeSpan.TicksPerMinute, ["minute"] = TimeSpan.TicksPerMinute, ["minutes"] = TimeSpan.TicksPerMinute,
        ["h"] = TimeSpan.TicksPerHour, ["hour"] = TimeSpan.TicksPerHour, ["hours"] = TimeSpan.TicksPerHour,
        ["d"] = TimeSpan.TicksPerDay, ["day"] = TimeSpan.TicksPerDay, ["days"] = TimeSpan.TicksPerDay,
    }.ToFrozenDictionary();

    /// <summary>Reads a duration in whole ticks of 100 ns. A bare number is milliseconds, as the specification says.</summary>
    public static bool TryParse(string text, out TimeSpan value) => TryParse(text, "ms", out value);

    /// <summary>Reads a duration that names its unit; only 0 may go without.</summary>
    public static bool TryParseWithUnit(string text, out TimeSpan value) =>
        TryParse(text, "", out value) || (TryParse(text, "ms", out value) && value == TimeSpan.Zero);

    /// <summary>The duration of a value.</summary>
    /// <exception cref="HoconException">It is none.</exception>
    public static TimeSpan AsDuration(this HoconValue value) =>
        value is HoconScalar scalar && TryParse(scalar.Text, out var duration)
            ? duration
            : throw new HoconException(value.Origin, $"no duration; allowed: {Allowed}");

    /// <summary>The shortest text that reads as the duration.</summary>
    public static string Format(TimeSpan value)
    {
        string[] units = ["d", "h", "m", "s", "ms", "us", "ns"];
        var unit = value == TimeSpan.Zero ? "s" : Array.Find(units, candidate => value.Ticks % _ticks[candidate] == 0)!;
        return (value.Ticks / _ticks[unit]).ToString("0", CultureInfo.InvariantCulture) + unit;
    }

    private static bool TryParse(string text, string defaultUnit, out TimeSpan value)
    {
        value = default;
        if (UnitText.Parse(text) is not { } parsed || !_ticks.TryGetValue(parsed.Unit.Length == 0 ? defaultUnit : parsed.Unit, out var ticks))
            return false;
        if (parsed.Times(ticks) is not { } total)
            return false;
        value = TimeSpan.FromTicks(total);
        return true;
    }
}
