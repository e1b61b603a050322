using ActorPlatform.Actors.Entities;
using ActorPlatform.Actors.Storage.Lists;
using Microsoft.Extensions.Logging;

namespace ActorPlatform.Actors.Sharding;

/// <summary>Wakes the entities of this node's share that owe something: they must live without being asked. Throttled, those with the earliest deadlines first.</summary>
/// <param name="kind">Only entities of this kind.</param>
/// <remarks>Waking one that is awake costs a message. One that does not wake holds a place among many for the ask time-out at most, and is tried again in the next round.</remarks>
internal sealed partial class Waker(string kind, IListStore list, IEntityClient entities, NodeShare share, EntityOptions options, ILogger<Waker> logger)
{
    public string Kind => kind;

    /// <summary>One round. True when all woke.</summary>
    public async Task<bool> WakeAsync(CancellationToken cancellationToken)
    {
        var round = new Round();
        using var places = new SemaphoreSlim(options.WakeInFlight);
        OwingRow? after = null;
        do
        {
            var page = await list.ReadOwingAsync(kind, after, options.WakePage, cancellationToken);
            await WakeAsync(page.Where(row => share.IsMine(row.Id)), new Throttle(places, round), cancellationToken);
            after = page.Length == options.WakePage ? page[^1] : null;
        }
        while (after is not null);

        if (round.Failed > 0) LogSomeDidNotWake(round.Awake, round.Failed, round.LastWhy);
        return round.Failed == 0;
    }

    private async Task WakeAsync(IEnumerable<OwingRow> page, Throttle throttle, CancellationToken cancellationToken)
    {
        var waking = new List<Task>(options.WakePage);
        foreach (var row in page)
        {
            await throttle.Places.WaitAsync(cancellationToken);
            waking.Add(WakeAsync(row.Id, throttle, cancellationToken));
        }

        await Task.WhenAll(waking);
    }

    private async Task WakeAsync(string entityId, Throttle throttle, CancellationToken cancellationToken)
    {
        try
        {
            throttle.Round.Count(await entities.WakeAsync(entityId, cancellationToken));
        }
        finally
        {
            throttle.Places.Release();
        }
    }

    [LoggerMessage(1030, LogLevel.Warning, "{Awake} entities that owe something are awake, {Failed} did not wake (the last: {Why}); they are tried again soon.")]
    private partial void LogSomeDidNotWake(int awake, int failed, string why);

    private sealed record Throttle(SemaphoreSlim Places, Round Round);

    private sealed class Round
    {
        private int _awake;
        private int _failed;

        public int Awake => _awake;

        public int Failed => _failed;

        public string LastWhy { get; private set; } = "";

        // Quarantined in between: the list will not name it again, so it is not a failure of this round.
        public void Count(EntityAnswer answer)
        {
            EntityMetrics.Woken(answer);
            if (answer is EntityAnswer.Awake or EntityAnswer.Quarantined)
            {
                Interlocked.Increment(ref _awake);
                return;
            }

            Interlocked.Increment(ref _failed);
            LastWhy = answer.ToString();
        }
    }
}
