using ActorPlatform.Jobs.Events;
using ActorPlatform.Jobs.RestorePoints;

namespace ActorPlatform.Jobs.Deciding;

/// <summary>Decides the next run.</summary>
internal static class Planning
{
    public static void Plan(Draft draft, RestoreDecision restore)
    {
        var state = draft.State;
        var number = state.LastRun + 1;
        draft.Add(new DecisionMade(draft.Now, restore.Explain(draft.Now)));
        draft.Add(new RunPlanned(
            draft.Now,
            number,
            state.SpecVersion,
            state.Spec!.Target.Cluster,
            RunIdentity.FlinkJob(draft.Settings.Installation, state.Id, number),
            restore.Choice,
            restore.Fresh,
            draft.Now + draft.Settings.PrepareWithin));
        draft.Note($"Run {number} is prepared on {state.Spec.Target.Cluster}, from {restore.Choice?.Path ?? "nothing"}.");
    }
}
