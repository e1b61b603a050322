using ActorPlatform.Behaviors;
using ActorPlatform.Jobs.Commands;
using ActorPlatform.Jobs.Events;
using ActorPlatform.Jobs.Specs;

namespace ActorPlatform.Jobs.Deciding;

/// <summary>Defining a job, changing its spec.</summary>
internal static class Definitions
{
    public static Decision<JobEvent> Define(Draft draft, DefineJob command)
    {
        var state = draft.State;
        if (state.Status == JobStatus.Retired)
            return Draft.Conflict("job.retired", "A job under this identity was retired; its runs keep their identities, so choose another externalId.");
        if (state.Status != JobStatus.None)
            return SpecComparison.Same(state.Spec!, command.Spec)
                ? draft.Accept(new JobDefinedReply(state.Id, state.SpecVersion, Created: false))
                : Draft.Conflict("job.exists", $"{state.Id} exists with another spec (version {state.SpecVersion}); nothing was changed. To change it: PUT spec, or 'job update'.");
        var id = new JobId(draft.Context.EntityId);
        draft.Add(new JobDefined(draft.Now, id, command.Spec, draft.By));
        return draft.Accept(new JobDefinedReply(id, 1, Created: true));
    }

    public static Decision<JobEvent> Change(Draft draft, ChangeSpec command)
    {
        var state = draft.State;
        if (state.Status == JobStatus.None)
            return Draft.Reject("job.not-found", RejectionKind.NotFound, "There is no such job.");
        if (state.Status == JobStatus.Retired)
            return Draft.Conflict("job.retired", "The job was retired; define a new one.");
        if (command.IfMatch != state.SpecVersion)
            return Draft.Reject("spec.outdated", RejectionKind.Outdated, $"The spec is at version {state.SpecVersion}, not {command.IfMatch}; read it again.");
        if (command.Spec.Tenant != state.Spec!.Tenant || command.Spec.ExternalId != state.Spec.ExternalId)
            return Draft.Conflict("spec.identity-changed", "tenant and externalId are the job's identity; they cannot change.");
        if (command.Spec.Target.Cluster != state.Spec.Target.Cluster && state.Status is not JobStatus.Defined)
            return Draft.Conflict("spec.cluster-changed", "A started job moves to another cluster by a switch, not by a spec.");
        if (SpecComparison.Same(state.Spec, command.Spec))
            return draft.Accept(new SpecChangedReply(state.SpecVersion));
        draft.Add(new SpecChanged(draft.Now, state.SpecVersion + 1, command.Spec, draft.By));
        return draft.Accept(new SpecChangedReply(draft.State.SpecVersion));
    }
}
