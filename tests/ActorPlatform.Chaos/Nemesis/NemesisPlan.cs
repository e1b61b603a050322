using System.Collections.Immutable;

namespace ActorPlatform.Chaos.Nemesis;

internal enum Fault
{
    /// <summary>kill -9 of a node; started again after the step's time.</summary>
    Kill,

    /// <summary>SIGSTOP of a node; SIGCONT after the step's time.</summary>
    Freeze,

    /// <summary>All database sessions of a node are ended.</summary>
    EndSessions,

    /// <summary>PostgreSQL is stopped as a crash would; started again after the step's time.</summary>
    CrashDatabase,

    /// <summary>The cluster answers late, and a fifth of its requests with 500, until mended.</summary>
    SlowCluster,

    /// <summary>The cluster accepts connections and answers nothing, until mended.</summary>
    HideCluster,

    /// <summary>The ResourceManager starts anew, and does not know for some seconds what lives.</summary>
    RestartManager,

    /// <summary>Only of a control: from now on until its next start PostgreSQL writes nothing to disk of what it answers as committed.</summary>
    HoldBackCommits,
}

/// <summary>One fault.</summary>
/// <param name="At">Since the faults began.</param>
/// <param name="Lasts">Until it is mended.</param>
/// <param name="Node">Whom it meets, from 0; not of the database and the cluster.</param>
/// <param name="FailPoint">Of a killed node: where it dies once more after its start (a test build); null: nowhere.</param>
internal sealed record Step(TimeSpan At, TimeSpan Lasts, Fault Fault, int Node, string? FailPoint = null)
{
    private const int Database = -1;
    private const int Cluster = -2;

    private static readonly TimeSpan s_start = TimeSpan.FromSeconds(6);

    public TimeSpan End => At + Lasts;

    /// <summary>Until then nothing else is done to its target: who is killed while it starts has not written, and shows nothing.</summary>
    public TimeSpan BusyUntil => Fault == Fault.Kill ? End + s_start : End;

    /// <summary>What it is done to.</summary>
    public int Target => Fault switch
    {
        Fault.CrashDatabase or Fault.HoldBackCommits => Database,
        Fault.SlowCluster or Fault.HideCluster or Fault.RestartManager => Cluster,
        _ => Node,
    };

    /// <summary>It meets one of the nodes.</summary>
    public bool IsOfNode => Target >= 0;
}

/// <summary>All faults of a run, from its seed. They may overlap, but on the same node, database or cluster one begins after the other.</summary>
internal static class NemesisPlan
{
    private static readonly string[] s_failPoints =
    [
        "before-claim", "after-claim", "before-persist", "after-persist:5", "effect-started:2", "effect-ended:2", "prepare:after-id", "submit:before-post", "submit:after-post", "kill:after-kill",
        "stop:after-completed", "conclude:before-outcome",
    ];

    public static ImmutableArray<Step> Of(int seed, TimeSpan duration, int nodes)
    {
        var random = new Random(seed);
        var steps = ImmutableArray.CreateBuilder<Step>();

        // The first ones are one of each kind, so that also a short run has many of them.
        var kinds = Enum.GetValues<Fault>().Where(fault => fault != Fault.HoldBackCommits).ToArray();
        random.Shuffle(kinds);
        for (var at = Seconds(random, 0.5, 2); ; at += Seconds(random, 0.5, 5))
        {
            var fault = steps.Count < kinds.Length ? kinds[steps.Count] : Draw(random);
            var step = new Step(at, LastsOf(fault, random), fault, random.Next(nodes), fault == Fault.Kill && random.Next(2) == 0 ? s_failPoints[random.Next(s_failPoints.Length)] : null);
            var busyUntil = steps.Where(other => other.Target == step.Target).Select(other => other.BusyUntil).DefaultIfEmpty().Max();
            if (busyUntil > step.At)
                step = step with { At = busyUntil + Seconds(random, 0.1, 1) };
            if (step.At > duration)
                return [.. steps.OrderBy(other => other.At)];
            steps.Add(step);
        }
    }

    /// <summary>A crash after which commits are gone that were answered.</summary>
    public static ImmutableArray<Step> OfLostCommits() =>
        [new(TimeSpan.FromSeconds(2), TimeSpan.Zero, Fault.HoldBackCommits, 0), new(TimeSpan.FromSeconds(8), TimeSpan.FromSeconds(1), Fault.CrashDatabase, 0)];

    private static TimeSpan Seconds(Random random, double from, double to) => TimeSpan.FromSeconds(from + (random.NextDouble() * (to - from)));

    private static Fault Draw(Random random) => random.Next(13) switch
    {
        < 3 => Fault.Kill,
        < 7 => Fault.Freeze,
        < 9 => Fault.EndSessions,
        9 => Fault.CrashDatabase,
        10 => Fault.SlowCluster,
        11 => Fault.HideCluster,
        _ => Fault.RestartManager,
    };

    // Pauses about the act deadline (4 s) and the fence (4.25 s) are the interesting ones; short ones must move nothing.
    private static TimeSpan LastsOf(Fault fault, Random random) => fault switch
    {
        Fault.Kill => Seconds(random, 0.1, 8),
        Fault.Freeze => random.Next(3) switch { 0 => Seconds(random, 0.3, 3.5), 1 => Seconds(random, 3.5, 6), _ => Seconds(random, 6, 15) },
        Fault.CrashDatabase => Seconds(random, 0.5, 6),
        Fault.SlowCluster or Fault.HideCluster => Seconds(random, 1, 8),
        _ => TimeSpan.Zero,
    };
}
