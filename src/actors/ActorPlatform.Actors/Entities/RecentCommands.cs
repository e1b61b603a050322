using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace ActorPlatform.Actors.Entities;

/// <summary>The first answers to an entity's last commands, so that a repetition gets the same one.</summary>
internal sealed class RecentCommands(int capacity)
{
    private const int Step = 4;

    // A list, not a dictionary: at most some hundred entries per entity, scanned once per command, and a resting entity with none costs nothing.
    private readonly List<RememberedCommand> _commands = [];

    /// <summary>All that were ever remembered.</summary>
    public long Total { get; private set; }

    /// <summary>True when an id that is not here may still be in the journal.</summary>
    public bool HasForgotten => Total > _commands.Count;

    public FirstAnswer? Find(string commandId)
    {
        if (_commands.Count == 0) return null;
        var id = Digest.Of(commandId);
        foreach (var command in CollectionsMarshal.AsSpan(_commands))
        {
            if (command.CommandId == id) return new FirstAnswer(command.Fingerprint, command.Reply);
        }

        return null;
    }

    public void Remember(Commit commit)
    {
        if (commit is not { CommandId: { } id, Fingerprint: { } fingerprint, Reply: { } reply }) return;
        if (_commands.Count == capacity) _commands.RemoveAt(0);
        // Doubling would keep room ready that most entities never need.
        if (_commands.Count == _commands.Capacity) _commands.Capacity += Step;
        _commands.Add(new RememberedCommand(Digest.Of(id), Digest.Of(fingerprint), reply));
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
