using ActorPlatform.Actors.Entities;
using ActorPlatform.Behaviors;
using Microsoft.Extensions.Logging;

namespace ActorPlatform.Actors.Effects;

/// <summary>Carries owed effects out, until each has an outcome or is cancelled. One per node; thread safe.</summary>
/// <remarks>A handler that throws has told no outcome: it is called again, after a pause, with the warning that its act may have happened. So it is when the right to act was lost in between.</remarks>
internal sealed partial class EffectRunner : IDisposable
{
    private readonly IEffectHandler[] _handlers;
    private readonly IActDeadline _right;
    private readonly EffectOptions _options;
    private readonly Backoff _backoff;
    private readonly TimeProvider _time;
    private readonly ILogger<EffectRunner> _logger;
    private readonly EffectLanes _lanes;

    public EffectRunner(IEnumerable<IEffectHandler> handlers, EffectSurroundings surroundings, ILogger<EffectRunner> logger)
    {
        (_right, _options, _backoff, _time) = surroundings;
        _handlers = [.. handlers];
        _logger = logger;
        _lanes = new EffectLanes(_options);
    }

    /// <summary>Returns the command that tells the outcome.</summary>
    /// <exception cref="OperationCanceledException">The effect is no longer owed.</exception>
    public async Task<object> RunAsync(EffectRequest request, CancellationToken cancellationToken)
    {
        // Not on the thread of the entity that asked: a handler may work before its first await.
        await Task.Yield();
        if (request.After > TimeSpan.Zero) await Task.Delay(_backoff.Around(request.After), _time, cancellationToken);
        var mayHaveHappened = request.MayHaveHappened;
        for (var failures = 0; ;)
        {
            await WaitForRightAsync(cancellationToken);
            if (await MeasureAsync(request, mayHaveHappened, cancellationToken) is { } attempt)
            {
                if (attempt.Outcome is { } outcome) return outcome;
                failures++;
                LogAttemptFailed(request.EntityId, request.Effect.Key, failures, attempt.Failure!);
                await Task.Delay(_backoff.Before(failures, _options.Backoff, _options.BackoffMax), _time, cancellationToken);
            }

            mayHaveHappened = true;
        }
    }

    public void Dispose() => _lanes.Dispose();

    private async Task<Attempt?> MeasureAsync(EffectRequest request, bool mayHaveHappened, CancellationToken cancellationToken)
    {
        var name = request.Effect.GetType().Name;
        using var span = EntityTraces.Effect(name, request.EntityId);
        var (begun, outcome) = (_time.GetTimestamp(), "BROKEN_OFF");
        try
        {
            var attempt = await TryAsync(request, mayHaveHappened, cancellationToken);
            outcome = attempt switch
            {
                null => outcome,
                { Outcome: null } => "AGAIN",
                _ => "DONE",
            };
            return attempt;
        }
        finally
        {
            EntityMetrics.Attempted(name, outcome, _time.GetElapsedTime(begun));
            span?.SetTag("outcome", outcome);
        }
    }

    // Null: the right to act was lost, which is nobody's failure.
    private async Task<Attempt?> TryAsync(EffectRequest request, bool mayHaveHappened, CancellationToken cancellationToken)
    {
        using var permit = await _lanes.EnterAsync(request.Effect.Lane, cancellationToken);
        using var owed = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _right.Lost);
        try
        {
            if (!_right.MayAct) return null;
            var handler = Array.Find(_handlers, handler => handler.Handles(request.Effect))
                ?? throw new InvalidOperationException($"No handler carries out {request.Effect.GetType().Name}; the effect stays owed.");
            var context = new EffectContext(request.EntityId, request.Effect.Key, mayHaveHappened) { Permit = permit };
            return new Attempt(await handler.CarryOutAsync(request.Effect, context, owed.Token), null);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (OperationCanceledException) when (owed.IsCancellationRequested)
        {
            return null;
        }
        catch (Exception exception)
        {
            return new Attempt(null, exception);
        }
    }

    private async Task WaitForRightAsync(CancellationToken cancellationToken)
    {
        while (!_right.MayAct) await Task.Delay(_options.RightEvery, _time, cancellationToken);
    }

    [LoggerMessage(1020, LogLevel.Warning, "{EntityId}: attempt {Attempt} of effect {Effect} told no outcome; it is made again after a pause, looking first.")]
    private partial void LogAttemptFailed(string entityId, string effect, int attempt, Exception exception);

    private readonly record struct Attempt(object? Outcome, Exception? Failure);
}

/// <summary>What all effects of a node share.</summary>
internal sealed record EffectSurroundings(IActDeadline Right, EffectOptions Options, Backoff Backoff, TimeProvider Time);

/// <summary>An effect to carry out.</summary>
/// <param name="After">A pause before the first attempt.</param>
internal sealed record EffectRequest(string EntityId, Effect Effect, bool MayHaveHappened, TimeSpan After);
