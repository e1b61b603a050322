using System.Diagnostics;

namespace ActorPlatform.EndToEnd.Waits;

/// <summary>Waits for facts of other processes by looking again and again, never longer than a deadline.</summary>
internal static class Until
{
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(300);

    /// <summary>Looks until what it sees satisfies; on time-out throws with what was seen last, and the description.</summary>
    /// <param name="look">Null counts as not yet.</param>
    /// <param name="describe">The state around it, for whoever reads the failure.</param>
    public static async Task<T> SeenAsync<T>(string what, TimeSpan within, Func<Task<T?>> look, Func<T, bool> satisfies, Func<Task<string>> describe)
        where T : class
    {
        var clock = Stopwatch.StartNew();
        T? last = null;
        while (true)
        {
            last = await look() ?? last;
            if (last is not null && satisfies(last))
                return last;
            if (clock.Elapsed > within)
                throw new TimeoutException($"Not seen within {within}: {what}. Last seen: {last?.ToString() ?? "nothing"}\n{await describe()}");
            await Task.Delay(s_pause);
        }
    }

    /// <summary>Watches that something stays true for a time.</summary>
    public static async Task HoldsAsync(string what, TimeSpan @for, Func<Task<bool>> look, Func<Task<string>> describe)
    {
        var clock = Stopwatch.StartNew();
        do
        {
            if (!await look())
                throw new InvalidOperationException($"After {clock.Elapsed} it does not hold any more: {what}\n{await describe()}");
            await Task.Delay(s_pause);
        }
        while (clock.Elapsed < @for);
    }
}
