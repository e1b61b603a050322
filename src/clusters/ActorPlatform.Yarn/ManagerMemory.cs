namespace ActorPlatform.Yarn;

/// <summary>Which applications a ResourceManager has forgotten: it does not tell, but it follows from what it still knows.</summary>
/// <remarks>
/// It remembers the last ones that ended, as many as it is set to (RMAppManager), and more: some versions keep those whose logs are still being collected. So it has forgotten none that
/// ended since, when fewer than that have ended since; or when it still knows one that ended well before, and is not kept out of turn. After a restart it knows what its store has, in the
/// order of their ids, and an id is given out before its run is submitted.
/// </remarks>
internal sealed class ManagerMemory(YarnRest yarn)
{
    private const string Ended = YarnRest.EndedStates;

    /// <summary>No ResourceManager is set to remember fewer (1,000 unless somebody changed it); see docs/operations.md.</summary>
    private const int Fewest = 100;

    /// <summary>
    /// An application has ended, by its times, when its master signs off; it is forgotten in the order in which they are gone, which may be as much later
    /// (yarn.am.liveness-monitor.expiry-interval-ms, 10 minutes unless it is set otherwise).
    /// </summary>
    private static readonly TimeSpan s_outOfTurn = TimeSpan.FromMinutes(10);

    /// <summary>True when it certainly knows all that ended since.</summary>
    /// <param name="manager">As it was just before.</param>
    /// <param name="since">By its own clock.</param>
    public async Task<bool> ReachesBackAsync(ManagerInfo manager, DateTimeOffset since, CancellationToken cancellationToken)
    {
        if (manager.StartedOn > since.ToUnixTimeMilliseconds() && manager.KeepsNothing)
            return false;
        var counted = await yarn.MetricsAsync(cancellationToken);
        var known = await yarn.ListAsync(Ended, Fewest, cancellationToken);

        // Fewer than it has counted since its start: it is set to remember hardly any, or does not show us all.
        if (known.Count < Fewest)
            return counted.AppsEnded <= known.Count;
        var recent = since - s_outOfTurn;
        if ((await yarn.ListAsync($"{Ended}&finishedTimeBegin={recent.ToUnixTimeMilliseconds()}", Fewest, cancellationToken)).Count < Fewest)
            return true;
        var before = await yarn.ListAsync($"{Ended}&finishedTimeEnd={(recent - s_outOfTurn).ToUnixTimeMilliseconds()}", Fewest, cancellationToken);
        return before.Any(app => app.FinishedTime > 0 && app.LogAggregation is null or "DISABLED" or "SUCCEEDED" or "FAILED");
    }
}
