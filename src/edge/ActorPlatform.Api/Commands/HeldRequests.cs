using Microsoft.Extensions.Options;

namespace ActorPlatform.Api.Commands;

/// <summary>The places of requests that are held by <c>?wait=</c>: bounded over all of them. Thread safe.</summary>
internal sealed class HeldRequests(IOptions<ApiOptions> options)
{
    private int _held;

    /// <summary>Places that are taken now.</summary>
    public int Count => Volatile.Read(ref _held);

    /// <summary>Takes a place, to be given back by <see cref="Leave"/>; false when there is none.</summary>
    public bool TryEnter()
    {
        if (Interlocked.Increment(ref _held) <= options.Value.MaxWaiting)
            return true;
        Leave();
        return false;
    }

    public void Leave() => Interlocked.Decrement(ref _held);
}
