using Microsoft.Extensions.Time.Testing;

namespace ActorPlatform.Actors.Tests.Jobs.Fakes;

/// <summary>Drives virtual time for as long as something is awaited.</summary>
internal static class VirtualTime
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(50);

    /// <summary>Runs something so that its continuations run inside the step of time that causes them: no thread decides the order.</summary>
    /// <remarks>Continuations are inlined only where no synchronization context stands, neither where they were made nor where they are completed.</remarks>
    public static T Inline<T>(Func<T> run)
    {
        var context = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            return run();
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(context);
        }
    }

    /// <summary>Moves time in small steps until the task is complete.</summary>
    /// <exception cref="TimeoutException">It was not complete after so much virtual time.</exception>
    public static Task<T> UntilAsync<T>(this FakeTimeProvider time, Task<T> task, TimeSpan atMost, TimeSpan? step = null)
    {
        var complete = Inline(() =>
        {
            for (var end = time.GetUtcNow() + atMost; !task.IsCompleted && time.GetUtcNow() < end;)
                time.Advance(step ?? Step);
            return task.IsCompleted;
        });
        return complete ? task : throw new TimeoutException($"Not complete after {atMost} of virtual time.");
    }

    /// <summary>Moves time on by so much, in small steps.</summary>
    public static void Pass(this FakeTimeProvider time, TimeSpan duration, TimeSpan? step = null) => Inline(() =>
    {
        for (var end = time.GetUtcNow() + duration; time.GetUtcNow() < end;)
            time.Advance(step ?? Step);
        return time.GetUtcNow();
    });
}
