using System.Collections.Concurrent;
using ActorPlatform.Actors.Effects;
using ActorPlatform.Behaviors;

namespace ActorPlatform.Actors.Tests.Toys;

/// <summary>Carries the toy's effects out when a test says how.</summary>
internal sealed class Walker : IEffectHandler
{
    private readonly ConcurrentQueue<Attempt> _attempts = new();
    private readonly SemaphoreSlim _began = new(0);
    private int _count;

    public int Count => _count;

    internal sealed record Attempt(Effect Effect, EffectContext Context, TaskCompletionSource<object> End, CancellationToken Cancelled);

    public bool Handles(Effect effect) => effect is Walk;

    public async Task<object> CarryOutAsync(Effect effect, EffectContext context, CancellationToken cancellationToken)
    {
        var attempt = new Attempt(effect, context, new(TaskCreationOptions.RunContinuationsAsynchronously), cancellationToken);
        _attempts.Enqueue(attempt);
        Interlocked.Increment(ref _count);
        _began.Release();
        return await attempt.End.Task.WaitAsync(cancellationToken);
    }

    public async Task<Attempt> NextAsync()
    {
        (await _began.WaitAsync(TimeSpan.FromSeconds(20))).ShouldBeTrue("no attempt began");
        _attempts.TryDequeue(out var attempt).ShouldBeTrue();
        return attempt!;
    }
}
