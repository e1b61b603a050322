using System.Diagnostics;

namespace ActorPlatform.Actors.Tests.Storage;

/// <summary>Waits for what another process does; there is no event to await there.</summary>
internal static class Eventually
{
    public static async Task IsAsync(Func<Task<bool>> condition, TimeSpan atMost, string what)
    {
        var since = Stopwatch.StartNew();
        while (!await condition())
        {
            since.Elapsed.ShouldBeLessThan(atMost, what);
            await Task.Delay(20);
        }
    }
}
