using ActorPlatform.Jobs.Operations;
using ActorPlatform.Jobs.Runs;

namespace ActorPlatform.Jobs;

/// <summary>A job as its list row keeps it: the state without ledger, ended runs, old operations.</summary>
/// <param name="State">The trimmed state.</param>
public sealed record JobSummary(JobState State)
{
    /// <summary>Trims a state for the list.</summary>
    public static JobSummary Of(JobState state) => new(state with
    {
        RunSpec = null,
        Runs = state.Run is { } run ? [run with { Exceptions = [] }] : [],
        Ledger = state.Ledger.IsEmpty ? [] : [state.Ledger[^1]],
        Operations = state.Current is { } current ? [current with { Log = [] }] : [],
        Decisions = [],
        Retries = [],
    });
}
