using System.Collections.Immutable;

namespace ActorPlatform.Actors.Membership;

/// <summary>Which side of a partition goes on. Pure.</summary>
/// <remarks>
/// The sides are counted in rows, not in gossip: whoever renews its row, belongs to the cluster and is not a reachable member here, is on the other side; also one that this side never heard of, because
/// it joined there after the cut. The rule says who should begin; that only one succeeds is the database's work, because a fencer that is fenced itself is refused.
/// </remarks>
internal static class PartitionRule
{
    /// <summary>Whom this side fences now.</summary>
    /// <param name="mine">The living incarnations on this side, with this one.</param>
    /// <param name="others">Those on the other side, and for how long.</param>
    /// <param name="after">How long a cut may last.</param>
    public static ImmutableArray<long> Decide(ImmutableArray<long> mine, ImmutableArray<(long Incarnation, TimeSpan CutOff)> others, TimeSpan after)
    {
        // The smaller side waits twice as long: if nobody has fenced it by then, there is no larger side that could (three nodes that do not see each other).
        var wait = GoesOn(mine, others) ? after : 2 * after;
        return [.. others.Where(other => other.CutOff >= wait).Select(other => other.Incarnation)];
    }

    private static bool GoesOn(ImmutableArray<long> mine, ImmutableArray<(long Incarnation, TimeSpan CutOff)> others) =>
        others.IsEmpty || mine.Length > others.Length || (mine.Length == others.Length && mine.Min() < others.Min(other => other.Incarnation));
}
