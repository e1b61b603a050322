using System.Collections.Concurrent;

namespace ActorPlatform.Chaos.Processes;

/// <summary>The one thread that starts child processes. The kernel signals them when the thread that started them ends: this one lives as long as the tests, whatever ends those.</summary>
internal static class Spawner
{
    private static readonly BlockingCollection<Action> s_starts = [];

    static Spawner() => new Thread(() =>
    {
        foreach (var start in s_starts.GetConsumingEnumerable())
            start();
    })
    { IsBackground = true, Name = "parent of all children" }.Start();

    public static Task<T> RunAsync<T>(Func<T> start)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        s_starts.Add(() =>
        {
            try
            {
                done.SetResult(start());
            }
            catch (Exception exception)
            {
                done.SetException(exception);
            }
        });
        return done.Task;
    }
}
