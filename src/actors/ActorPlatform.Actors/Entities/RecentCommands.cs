using System.Collections.Immutable;

namespace ActorPlatform.Actors.Entities;

/// <summary>The first answers to an entity's last commands, so that a repetition gets the same one.</summary>
internal sealed class RecentCommands(int capacity)
{
    // A list, not a dictionary: at most some hundred entries per entity, scanned once per command, and a resting entity with none costs nothing.
    private readonly List<RememberedCommand> _commands = [];

    /// <summary>All that were ever remembered.</summary>
    public long Total { get; private set; }

    /// <summary>True when an id that is not here may still be in the journal.</summary>
    public bool HasForgotten => Total > _commands.Count;

    public FirstAnswer? Find(string commandId)
    {
        foreach (var command in _commands)
        {
            if (command.CommandId == commandId) return new FirstAnswer(command.Fingerprint, command.Reply);
        }

        return null;
    }

    public void Remember(Commit commit)
    {
        if (commit is not { CommandId: { } id, Fingerprint: { } fingerprint, Reply: { } reply }) return;
        if (_commands.Count == capacity) _commands.RemoveAt(0);
        _commands.Add(new RememberedCommand(id, fingerprint, reply));
        Total++;
    }

    public void Restore(EntitySnapshot snapshot)
    {
        _commands.Clear();
        _commands.AddRange(snapshot.Remembered.TakeLast(capacity));
        Total = snapshot.Commands;
    }

    public ImmutableArray<RememberedCommand> ToImmutable() => [.. _commands];
}
