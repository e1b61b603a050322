using Akka.Persistence;
using Akka.Persistence.TestKit;

namespace ActorPlatform.Actors.Tests.Entities;

/// <summary>Holds writes until a test lets them go, and fails the first ones as it is told.</summary>
internal sealed class HeldWrites : IJournalInterceptor
{
    private readonly TaskCompletionSource _go = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _arrived;

    public int Arrived => _arrived;

    public async Task InterceptAsync(IPersistentRepresentation message)
    {
        Interlocked.Increment(ref _arrived);
        await _go.Task;
    }

    public void LetGo() => _go.TrySetResult();

    public void Fail() => _go.TrySetException(new TestJournalFailureException());
}

/// <summary>Fails or rejects the first writes of real commits, and passes the rest.</summary>
internal sealed class FailFirst(int failures, bool reject) : IJournalInterceptor
{
    private int _left = failures;

    public int Left => _left;

    public Task InterceptAsync(IPersistentRepresentation message)
    {
        if (Interlocked.Decrement(ref _left) < 0) return Task.CompletedTask;
        throw reject ? new TestJournalRejectionException() : new TestJournalFailureException();
    }
}
