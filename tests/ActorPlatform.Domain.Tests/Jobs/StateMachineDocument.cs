using System.Text;
using ActorPlatform.Jobs;
using ActorPlatform.Jobs.Deciding;
using ActorPlatform.Jobs.Events;
using ActorPlatform.Jobs.Operations;

namespace ActorPlatform.Domain.Tests.Jobs;

/// <summary>Renders docs/state-machine.md: the table of admissions, and the transitions found by exploring the behaviour with every command.</summary>
internal static class StateMachineDocument
{
    private const int MaxStates = 4000;

    public static string Render()
    {
        var text = new StringBuilder("# The state machine of a job\n\nGenerated from the code by the tests of the domain (`UPDATE_DOCS=1 dotnet test tests/ActorPlatform.Domain.Tests`); do not edit.\n");
        text.Append("\n## What a command means in a status\n\n| status | ").AppendJoin(" | ", Admissions.Kinds.Select(Upper)).Append(" |\n|---|").Append(string.Concat(Enumerable.Repeat("---|", Admissions.Kinds.Length))).Append('\n');
        foreach (var status in Enum.GetValues<JobStatus>().Where(s => s != JobStatus.None))
            text.Append("| ").Append(Upper(status)).Append(" | ").AppendJoin(" | ", Admissions.Kinds.Select(k => Cell(Admissions.Of(status, k)))).Append(" |\n");
        text.Append("\n`RETIRE` with force, and `KILL` with an operator's confirmation, are accepted wherever a run may be alive.\n");
        text.Append("\nWhat the cells mean:\n\n");
        foreach (var status in Enum.GetValues<JobStatus>().Where(s => s is not (JobStatus.None or JobStatus.Retired)))
            foreach (var kind in Admissions.Kinds.Where(k => Admissions.Of(status, k).Verdict != Verdict.Rejected))
                text.Append("- ").Append(Upper(status)).Append(", ").Append(Upper(kind)).Append(": ").Append(Admissions.Of(status, kind).Meaning).Append('\n');
        text.Append("\n## Transitions\n\nFrom status/phase, by the events of one commit, to status/phase.\n\n| from | to | by |\n|---|---|---|\n");
        foreach (var ((from, to), events) in Explore().OrderBy(t => t.Key.From, StringComparer.Ordinal).ThenBy(t => t.Key.To, StringComparer.Ordinal))
            text.Append("| ").Append(from).Append(" | ").Append(to).Append(" | ").AppendJoin(", ", events.Order(StringComparer.Ordinal)).Append(" |\n");
        return text.ToString();
    }

    private static Dictionary<(string From, string To), HashSet<string>> Explore()
    {
        var transitions = new Dictionary<(string, string), HashSet<string>>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var queue = new Queue<int[]>([[]]);
        while (queue.TryDequeue(out var path) && seen.Count < MaxStates)
            for (var step = 0; step < AnyCommand.Count; step++)
            {
                var job = Walk(path);
                var (from, before) = (Place(job.State), job.Journal.Count);
                job.After(TimeSpan.FromMinutes(6)).Ask(AnyCommand.Of(job, step));
                if (from != Place(job.State))
                    Add(transitions, (from, Place(job.State)), job.Journal.Skip(before));
                if (seen.Add(Shape(job.State)))
                    queue.Enqueue([.. path, step]);
            }

        return transitions;
    }

    private static void Add(Dictionary<(string, string), HashSet<string>> transitions, (string, string) key, IEnumerable<JobEvent> events)
    {
        if (!transitions.TryGetValue(key, out var names))
            transitions[key] = names = new HashSet<string>(StringComparer.Ordinal);
        names.UnionWith(events.Where(e => e is not (DecisionMade or OperationAccepted or OperationNoted or OperationEnded or OperationStarted)).Select(e => e.GetType().Name));
    }

    private static JobScenario Walk(int[] path)
    {
        var job = new JobScenario();
        foreach (var step in path)
            job.After(TimeSpan.FromMinutes(6)).Ask(AnyCommand.Of(job, step));
        return job;
    }

    private static string Place(JobState state) => state.Phase == JobPhase.None ? Upper(state.Status) : $"{Upper(state.Status)}/{Upper(state.Phase)}";

    private static string Shape(JobState state) =>
        $"{Place(state)} {state.Run?.Final is not null} {state.Run?.KillAsked} {state.Run?.StopTrigger is not null} {(state.Ledger.IsEmpty ? null : state.Ledger[^1].Kind.ToString())} {state.Strays.Length > 0} {state.Current?.Kind} {Math.Min(state.LastRun, 2)} {state.Retries.Length > 0} {state is { Phase: JobPhase.Verifying, Overdue: true }}";

    private static string Cell(Admission admission) => admission.Verdict == Verdict.Rejected ? $"`{admission.Code}`" : Upper(admission.Verdict).ToLowerInvariant();

    private static string Upper<T>(T value)
        where T : struct, Enum => EnumNames.Of(value);
}
