using ActorPlatform.Actors.Storage.Commits;

namespace ActorPlatform.Actors.Entities;

/// <summary>Finds old answers in the journal by its indexed column.</summary>
/// <param name="commits">The journal's rows.</param>
/// <param name="serialization">Decodes them.</param>
internal sealed class CommandHistory(ICommitStore commits, Akka.Serialization.Serialization serialization) : ICommandHistory
{
    public async Task<FirstAnswer?> FindAsync(string persistenceId, string commandId, CancellationToken cancellationToken)
    {
        if (await commits.FindByCommandAsync(persistenceId, commandId, cancellationToken) is not { } row) return null;
        return serialization.Deserialize(row.Payload.ToArray(), row.SerializerId, row.Manifest) is Commit { Fingerprint: { } fingerprint, Reply: { } reply }
            ? new FirstAnswer(Digest.Of(fingerprint), reply)
            : null;
    }
}
