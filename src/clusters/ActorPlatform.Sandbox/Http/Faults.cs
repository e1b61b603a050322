using Microsoft.AspNetCore.Http;

namespace ActorPlatform.Sandbox.Http;

/// <summary>What is done to every request of a cluster. Thread safe.</summary>
internal sealed class Faults(TimeProvider time, int seed)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, TaskCompletionSource> _paused = new(StringComparer.Ordinal);
    private (TimeSpan Latency, double Errors) _slow;
    private uint _luck = (uint)seed | 1;

    /// <summary>Requests to a part wait, without an answer, until <see cref="Resume"/>.</summary>
    /// <param name="part">One of <see cref="ClusterParts"/>.</param>
    public void Pause(string part)
    {
        lock (_gate)
            _paused.TryAdd(part, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
    }

    /// <summary>Ends every pause.</summary>
    public void Resume()
    {
        lock (_gate)
        {
            foreach (var paused in _paused.Values)
                paused.SetResult();
            _paused.Clear();
        }
    }

    /// <param name="latency">What each answer takes longer.</param>
    /// <param name="errors">The share of requests that get 500 instead, 0 to 1.</param>
    public void Slow(TimeSpan latency, double errors)
    {
        lock (_gate)
            _slow = (latency, errors);
    }

    /// <summary>Lets a request through, late or never; false when it gets a 500.</summary>
    /// <param name="parts">What it needs.</param>
    public async ValueTask<bool> PassAsync(HttpContext context, IReadOnlyList<string> parts)
    {
        var (paused, latency, fails) = Look(parts);
        if (paused is not null)
            await paused.WaitAsync(context.RequestAborted);
        if (latency > TimeSpan.Zero)
            await Task.Delay(latency, time, context.RequestAborted);
        return !fails;
    }

    private (Task? Paused, TimeSpan Latency, bool Fails) Look(IReadOnlyList<string> parts)
    {
        lock (_gate)
        {
            // Xorshift: the same seed fails the same requests.
            _luck ^= _luck << 13;
            _luck ^= _luck >> 17;
            _luck ^= _luck << 5;
            var paused = parts.Select(_paused.GetValueOrDefault).FirstOrDefault(pause => pause is not null);
            return (paused?.Task, _slow.Latency, _luck / (double)uint.MaxValue < _slow.Errors);
        }
    }
}
