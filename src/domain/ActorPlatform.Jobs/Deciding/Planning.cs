using ActorPlatform.Jobs.Events;
using ActorPlatform.Jobs.RestorePoints;

namespace ActorPlatform.Jobs.Deciding;

/// <summary>Decides the next run.</summary>
internal static class Planning
{
    /// <summary>A run with the present spec.</summary>
    public static void Plan(Draft draft, RestoreDecision restore) => Plan(draft, restore, draft.State.SpecVersion);

    /// <summary>The same attempt again: with the spec of the run that failed.</summary>
    public static void PlanAgain(Draft draft, RestoreDecision restore) => Plan(draft, restore, draft.State.Run!.SpecVersion);

    private static void Plan(Draft draft, RestoreDecision restore, int specVersion)
    {
        var state = draft.State;
        var number = state.LastRun + 1;
        draft.Add(new DecisionMade(draft.Now, restore.Explain(draft.Now)));
        draft.Add(new RunPlanned(
            draft.Now,
            number,
            specVersion,
            state.Spec!.Target.Cluster,
            RunIdentity.FlinkJob(draft.Settings.Installation, state.Id, number),
            restore.Choice,
            restore.Fresh,
            draft.Now + draft.Settings.PrepareWithin,
            restore.Named));
        draft.Note($"Run {number} is prepared on {state.Spec.Target.Cluster}, from {restore.Choice?.Path ?? "nothing"}.");
    }
}
