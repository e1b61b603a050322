using System.Collections.Concurrent;

namespace ActorPlatform.Actors.Entities;

/// <summary>Knows the snapshots that this process saved, and those that it was told of at its start.</summary>
internal sealed class SnapshotIndex(IEnumerable<string> known) : ISnapshotIndex
{
    private readonly ConcurrentDictionary<string, byte> _ids = new(known.Select(id => KeyValuePair.Create(id, (byte)0)));

    public bool MayHave(string persistenceId) => _ids.ContainsKey(persistenceId);

    public void Saved(string persistenceId) => _ids.TryAdd(persistenceId, 0);
}
