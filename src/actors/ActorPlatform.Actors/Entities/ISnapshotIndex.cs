namespace ActorPlatform.Actors.Entities;

/// <summary>Which entities may have a snapshot. Thread safe.</summary>
/// <remarks>
/// Asking the snapshot store at each recovery costs half of a recovery's time, and most entities are too short for one. Not knowing of a snapshot costs only time: the
/// whole journal is replayed. Should it begin later than at 1 (old commits deleted), that recovery fails, and the next one asks for the snapshot.
/// </remarks>
internal interface ISnapshotIndex
{
    bool MayHave(string persistenceId);

    void Saved(string persistenceId);
}
