using Microsoft.AspNetCore.Http;

namespace ActorPlatform.Sandbox.Http;

/// <summary>What is done to every request of a cluster. Thread safe.</summary>
internal sealed class Faults(TimeProvider time, int seed)
{
    private readonly Lock _gate = new();
    private TaskCompletionSource? _paused;
    private (TimeSpan Latency, double Errors) _slow;
    private uint _luck = (uint)seed | 1;

    /// <summary>Requests wait, without an answer, until <see cref="Resume"/>.</summary>
    public void Pause()
    {
        lock (_gate)
            _paused ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    public void Resume()
    {
        lock (_gate)
        {
            _paused?.SetResult();
            _paused = null;
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
    public async ValueTask<bool> PassAsync(HttpContext context)
    {
        var (paused, latency, fails) = Look();
        if (paused is not null)
            await paused.WaitAsync(context.RequestAborted);
        if (latency > TimeSpan.Zero)
            await Task.Delay(latency, time, context.RequestAborted);
        return !fails;
    }

    private (Task? Paused, TimeSpan Latency, bool Fails) Look()
    {
        lock (_gate)
        {
            // Xorshift: the same seed fails the same requests.
            _luck ^= _luck << 13;
            _luck ^= _luck >> 17;
            _luck ^= _luck << 5;
            return (_paused?.Task, _slow.Latency, _luck / (double)uint.MaxValue < _slow.Errors);
        }
    }
}
