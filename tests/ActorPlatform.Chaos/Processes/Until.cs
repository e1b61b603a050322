using System.Diagnostics;

namespace ActorPlatform.Chaos.Processes;

/// <summary>Waits for facts of other processes by looking again and again, never longer than a deadline.</summary>
internal static class Until
{
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(300);

    /// <returns>How long it took.</returns>
    public static async Task<TimeSpan> TrueAsync(string what, TimeSpan within, Func<Task<bool>> look)
    {
        var clock = Stopwatch.StartNew();
        while (!await look())
        {
            if (clock.Elapsed > within)
                throw new TimeoutException($"Not seen within {within}: {what}.");
            await Task.Delay(s_pause);
        }

        return clock.Elapsed;
    }
}
