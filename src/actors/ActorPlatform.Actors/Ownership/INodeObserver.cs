using System.Collections.Immutable;
using ActorPlatform.Actors.Storage.Nodes;

namespace ActorPlatform.Actors.Ownership;

/// <summary>Hears what each renewal reads. Called on the heartbeat's thread, so it must not wait for anything.</summary>
internal interface INodeObserver
{
    /// <summary>The rows are about to be read.</summary>
    void Looking();

    /// <summary>They were read.</summary>
    void Seen(NodeReading reading);
}

/// <summary>What one renewal read.</summary>
/// <param name="Self">This process's incarnation.</param>
/// <param name="Sent">Taken before it was sent.</param>
/// <param name="Answered">Taken after the answer.</param>
/// <param name="Rows">All rows that are not gone.</param>
internal sealed record NodeReading(long Self, Moment Sent, Moment Answered, ImmutableArray<NodeRow> Rows);
