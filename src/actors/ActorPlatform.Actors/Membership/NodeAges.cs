using System.Collections.Immutable;
using ActorPlatform.Actors.Ownership;
using ActorPlatform.Actors.Storage.Nodes;

namespace ActorPlatform.Actors.Membership;

/// <summary>How long each row has stood still, by this process's own clock since boot.</summary>
/// <param name="mostBetween">Two readings further apart than that begin all ages anew.</param>
/// <remarks>
/// No wall clock, not the database's either, has a say: a step of it would fence the living or spare the dead. A row counts as alive only after it was seen to change. Age is counted from the answer
/// in which the change was seen, later than the renewal was sent from which its owner counts: whoever stood still for longer than it may act, may not act.
/// <para>
/// While nobody can read, nobody can renew either: after an outage, or a sleep of this process, all rows look old at once. What was not watched does not count, so each gets the whole time to renew.
/// </para>
/// </remarks>
internal sealed class NodeAges(TimeSpan mostBetween)
{
    private Dictionary<long, NodeAge> _known = [];
    private TimeSpan? _last;

    public NodeSnapshot Observe(NodeReading reading)
    {
        var isGap = _last is not { } last || reading.Sent.SinceBoot - last > mostBetween;
        _last = reading.Answered.SinceBoot;
        _known = reading.Rows.ToDictionary(row => row.Incarnation, row => AgeOf(row, reading.Answered.SinceBoot, isGap));
        return new NodeSnapshot(reading.Self, reading.Sent.SinceBoot, reading.Answered.SinceBoot, [.. _known.Values.OrderBy(node => node.Row.Incarnation)]);
    }

    private NodeAge AgeOf(NodeRow row, TimeSpan now, bool isGap)
    {
        if (!_known.TryGetValue(row.Incarnation, out var before)) return new NodeAge(row, now, false);
        var renewed = before.Row.Renewals != row.Renewals;
        // A fenced row cannot be renewed, and its owner may have renewed it just before: counted anew from when that was first seen.
        var isSame = !renewed && before.Row.Fenced == row.Fenced && !isGap;
        return new NodeAge(row, isSame ? before.Since : now, before.WasSeenAlive || renewed);
    }
}

/// <summary>A row and since when it stands still.</summary>
/// <param name="Since">By the clock since boot of who watches.</param>
/// <param name="WasSeenAlive">Seen to change at least once.</param>
internal sealed record NodeAge(NodeRow Row, TimeSpan Since, bool WasSeenAlive);

/// <summary>All rows that are not gone, as of a reading.</summary>
/// <param name="Self">Whose view it is.</param>
/// <param name="Sent">When the reading was sent: what was true before that, it knows.</param>
/// <param name="At">When it was answered.</param>
internal sealed record NodeSnapshot(long Self, TimeSpan Sent, TimeSpan At, ImmutableArray<NodeAge> Nodes)
{
    /// <summary>How long a row has stood still.</summary>
    public TimeSpan AgeOf(NodeAge node) => At - node.Since;
}
