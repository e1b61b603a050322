using ActorPlatform.Actors.Storage.Nodes;
using ActorPlatform.Behaviors;
using Microsoft.Extensions.Logging;

namespace ActorPlatform.Actors.Membership;

/// <summary>Fences in the database, and ends the sessions of those who are gone.</summary>
internal sealed partial class Fencer(INodeStore nodes, IActDeadline right, ILogger<Fencer> logger)
{
    /// <summary>Never throws: what failed stands in the next verdict again.</summary>
    public async Task CarryOutAsync(Verdict verdict)
    {
        try
        {
            foreach (var order in verdict.Fences) await FenceAsync(order);
            foreach (var incarnation in verdict.Ended) await EndAsync(incarnation);
        }
        catch (Exception exception)
        {
            // Declared boundary: the database is away, or refuses.
            LogFencingFailed(exception);
        }
    }

    private async Task FenceAsync(FenceOrder order)
    {
        // Whoever may not act has not seen what happened meanwhile. The database refuses who is fenced, and whom somebody else's renewal proves wrong.
        if (!right.MayAct) return;
        var fenced = await nodes.FenceAsync(order, right.Lost);
        foreach (var incarnation in fenced) LogFenced(incarnation, order.By, order.Why);
        foreach (var victim in order.Victims.Where(victim => victim.SilentSince is not null && fenced.Contains(victim.Incarnation))) await EndSessionsAsync(victim.Incarnation);
    }

    private async Task EndAsync(long incarnation)
    {
        if (!right.MayAct) return;
        await nodes.BuryAsync(incarnation, right.Lost);
        await EndSessionsAsync(incarnation);
    }

    // What a dead incarnation has under way on the server is over; one that merely froze finds its connections closed.
    private async Task EndSessionsAsync(long incarnation)
    {
        if (!Safeguards.Stands(Safeguards.Sessions)) return;
        var sessions = await nodes.EndSessionsAsync(incarnation, right.Lost);
        LogSessionsEnded(incarnation, sessions);
    }

    [LoggerMessage(2100, LogLevel.Warning, "Incarnation {Incarnation} was fenced by {By}: {Why} Its entities are taken over.")]
    private partial void LogFenced(long incarnation, long by, string why);

    [LoggerMessage(2101, LogLevel.Information, "Incarnation {Incarnation} is gone; {Sessions} of its database sessions were ended.")]
    private partial void LogSessionsEnded(long incarnation, int sessions);

    [LoggerMessage(2102, LogLevel.Warning, "Nodes could not be fenced; tried again with the next renewal.")]
    private partial void LogFencingFailed(Exception exception);
}
