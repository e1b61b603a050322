using System.Collections.Immutable;
using ActorPlatform.Jobs.Events;
using ActorPlatform.Jobs.Runs;

namespace ActorPlatform.Jobs.RestorePoints;

/// <summary>Applies events to a ledger: what Flink retains, plus savepoints.</summary>
internal static class Ledgers
{
    private const int MaxCheckpoints = 50;
    private const int MaxSavepoints = 200;

    public static ImmutableArray<RestorePoint> Apply(ImmutableArray<RestorePoint> ledger, JobEvent @event) => @event switch
    {
        CheckpointsCompleted e => Bound(e.Completed.Aggregate(ledger.RemoveAll(p => e.Dropped.Contains(p.Id)), Put)),
        SavepointCompleted e => Bound(Put(ledger, e.Point)),
        RestorePointDistrusted e => Change(ledger, e.Id, p => p with { FailedRestores = p.FailedRestores + 1, Proof = e.Gone ? Proof.Gone : p.Proof }),
        _ => ledger,
    };

    /// <summary>The caller insists on a point: its failed restores of before do not speak against it any more.</summary>
    public static ImmutableArray<RestorePoint> Insisted(ImmutableArray<RestorePoint> ledger, RestoreChoice? restore) => restore is null
        ? ledger
        : Change(ledger, restore.Id, p => p with { FailedRestores = 0 });

    /// <summary>A restore that came off: the point is good, and with CLAIM it belongs to the run now.</summary>
    public static ImmutableArray<RestorePoint> Restored(ImmutableArray<RestorePoint> ledger, Run? run) => run?.Restore is not { } restore
        ? ledger
        : Change(ledger, restore.Id, p => p with { FailedRestores = 0, ClaimedBy = restore.Mode == "CLAIM" ? run.Number : p.ClaimedBy });

    /// <summary>Flink deletes a job's retained checkpoints when it finishes, also by a stop with savepoint; after a kill or failure they stay.</summary>
    public static ImmutableArray<RestorePoint> Ended(ImmutableArray<RestorePoint> ledger, int run, RunOutcome outcome) => outcome is RunOutcome.Finished or RunOutcome.Stopped
        ? ledger.RemoveAll(p => p.Run == run && p.Kind == RestorePointKind.Checkpoint)
        : ledger;

    private static ImmutableArray<RestorePoint> Put(ImmutableArray<RestorePoint> ledger, RestorePoint point)
    {
        // The same savepoint is told by the monitor and by its operation: one place, one point.
        var others = ledger.RemoveAll(p => p.Path == point.Path || p.Id == point.Id);
        var index = others.Length;
        while (index > 0 && others[index - 1].CompletedAt > point.CompletedAt)
            index--;
        return others.Insert(index, point);
    }

    private static ImmutableArray<RestorePoint> Bound(ImmutableArray<RestorePoint> ledger)
    {
        var surplus = Surplus(ledger, checkpoint: true, MaxCheckpoints).Concat(Surplus(ledger, checkpoint: false, MaxSavepoints)).ToHashSet();
        return surplus.Count == 0 ? ledger : ledger.RemoveAll(p => surplus.Contains(p.Id));
    }

    private static IEnumerable<RestorePointId> Surplus(ImmutableArray<RestorePoint> ledger, bool checkpoint, int keep) =>
        ledger.Where(p => p.Kind == RestorePointKind.Checkpoint == checkpoint).SkipLast(keep).Select(p => p.Id);

    private static ImmutableArray<RestorePoint> Change(ImmutableArray<RestorePoint> ledger, RestorePointId id, Func<RestorePoint, RestorePoint> change)
    {
        for (var i = 0; i < ledger.Length; i++)
            if (ledger[i].Id == id)
                return ledger.SetItem(i, change(ledger[i]));
        return ledger;
    }
}
