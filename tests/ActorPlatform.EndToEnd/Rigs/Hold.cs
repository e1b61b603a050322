using System.Net;
using ActorPlatform.EndToEnd.Engines;
using ActorPlatform.EndToEnd.Waits;

namespace ActorPlatform.EndToEnd.Rigs;

/// <summary>Requests that were sent and have not arrived yet.</summary>
/// <param name="deliver">Sends one to the ResourceManager.</param>
internal sealed class Hold(string method, string path, int count, Func<ProxiedRequest, Task<HttpStatusCode>> deliver)
{
    private static readonly TimeSpan s_sent = TimeSpan.FromMinutes(2);
    private readonly Lock _gate = new();
    private readonly List<ProxiedRequest> _kept = [];
    private int _left = count;
    private string? _deliverAt;

    public IReadOnlyList<ProxiedRequest> Kept
    {
        get
        {
            lock (_gate)
                return [.. _kept];
        }
    }

    /// <summary>Waits until so many were sent.</summary>
    public Task SentAsync(int atLeast, Job job) => Until.SeenAsync(
        $"{atLeast} requests {method} {path}", s_sent, () => Task.FromResult<IReadOnlyList<ProxiedRequest>?>(Kept), k => k.Count >= atLeast, job.DescribeAsync);

    /// <summary>Lets one arrive now.</summary>
    public Task<HttpStatusCode> DeliverAsync(int which) => deliver(Kept[which]);

    /// <summary>Lets the first one arrive just before the engine asks for this for the first time.</summary>
    public void DeliverBefore(string pathAsked) => _deliverAt = pathAsked;

    /// <summary>What comes from now on is not kept back any more.</summary>
    public void LetOthersPass()
    {
        lock (_gate)
            _left = 0;
    }

    /// <summary>A request comes by.</summary>
    public async Task MetAsync(ProxiedRequest request)
    {
        if (Kept.Count > 0 && request.Method == "GET" && _deliverAt is { } at && request.Path.Contains(at, StringComparison.Ordinal) && Interlocked.Exchange(ref _deliverAt, null) is not null)
            await DeliverAsync(0);
    }

    /// <summary>Whether this one is kept back.</summary>
    public bool Take(ProxiedRequest request)
    {
        if (request.Method != method || !request.Path.EndsWith(path, StringComparison.Ordinal))
            return false;
        lock (_gate)
        {
            if (_left == 0)
                return false;
            _left--;
            _kept.Add(request);
            return true;
        }
    }
}
