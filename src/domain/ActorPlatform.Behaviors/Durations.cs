using System.Globalization;

namespace ActorPlatform.Behaviors;

/// <summary>Durations as people say them.</summary>
public static class Durations
{
    private static readonly (long Ticks, string Name)[] s_units = [(TimeSpan.TicksPerDay, "d"), (TimeSpan.TicksPerHour, "h"), (TimeSpan.TicksPerMinute, "min"), (TimeSpan.TicksPerSecond, "s")];

    /// <summary>In the largest unit that gives a whole number: <c>160 ms</c>, <c>90 s</c>, <c>2 min</c>, <c>7 d</c>. What is measured, and so never whole, is told to the millisecond below 10 s, above to a tenth of a second.</summary>
    public static string InWords(this TimeSpan duration)
    {
        foreach (var (ticks, name) in s_units)
            if (duration.Ticks % ticks == 0 && duration != TimeSpan.Zero)
                return string.Create(CultureInfo.InvariantCulture, $"{duration.Ticks / ticks} {name}");
        return duration.Duration() switch
        {
            { Ticks: 0 } => "0 s",
            { TotalSeconds: < 10 } => string.Create(CultureInfo.InvariantCulture, $"{duration.TotalMilliseconds:0} ms"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{duration.TotalSeconds:0.#} s"),
        };
    }
}
