using System.Collections.Immutable;

namespace ActorPlatform.Chaos.Nemesis;

/// <summary>All faults of a run, from its seed. They may overlap, but on the same node, database or cluster one begins after the other.</summary>
internal static class NemesisPlan
{
    private static readonly string[] s_failPoints =
    [
        "before-claim", "after-claim", "before-persist", "after-persist:5", "effect-started:2", "effect-ended:2", "prepare:after-id", "submit:before-post", "submit:after-post", "kill:after-kill",
        "stop:after-completed", "conclude:before-outcome",
    ];

    /// <summary>How often each is drawn, against the others.</summary>
    private static readonly ImmutableArray<(Fault Fault, int Weight)> s_weights =
    [
        (Fault.Kill, 4), (Fault.Freeze, 5), (Fault.Suspend, 2), (Fault.Hang, 1), (Fault.StepClock, 2), (Fault.CutOff, 2), (Fault.Deafen, 1), (Fault.CutFromDatabase, 2), (Fault.SlowLinks, 2), (Fault.EndSessions, 2),
        (Fault.CrashDatabase, 2), (Fault.PromoteStandby, 1), (Fault.FillDisk, 1), (Fault.StepDatabaseClock, 1), (Fault.SlowCluster, 1), (Fault.HideCluster, 1), (Fault.RestartManager, 1),
    ];

    /// <param name="leftOut">What cannot be done here.</param>
    public static ImmutableArray<Step> Of(int seed, TimeSpan duration, int nodes, params IReadOnlyCollection<Fault> leftOut)
    {
        var random = new Random(seed);
        var steps = ImmutableArray.CreateBuilder<Step>();

        // The first ones are one of each kind, so that also a short run has many of them.
        var kinds = s_weights.Select(weight => weight.Fault).ToArray();
        random.Shuffle(kinds);
        for (var at = Seconds(random, 0.5, 2); ; at += Seconds(random, 0.5, 5))
        {
            var fault = steps.Count < kinds.Length ? kinds[steps.Count] : Draw(random);
            var step = new Step(at, LastsOf(fault, random), fault, random.Next(nodes))
            {
                FailPoint = fault == Fault.Kill && random.Next(2) == 0 ? s_failPoints[random.Next(s_failPoints.Length)] : null, By = ByOf(fault, random),
            };
            var busyUntil = steps.Where(other => other.Target == step.Target).Select(other => other.BusyUntil).DefaultIfEmpty().Max();
            if (busyUntil > step.At)
                step = step with { At = busyUntil + Seconds(random, 0.1, 1) };
            if (step.At > duration)
                return [.. steps.Where(other => !leftOut.Contains(other.Fault)).OrderBy(other => other.At)];
            steps.Add(step);
        }
    }

    /// <summary>A crash after which commits are gone that were answered.</summary>
    public static ImmutableArray<Step> OfLostCommits() =>
        [new(TimeSpan.FromSeconds(2), TimeSpan.Zero, Fault.HoldBackCommits, 0), new(TimeSpan.FromSeconds(8), TimeSpan.FromSeconds(1), Fault.CrashDatabase, 0)];

    private static TimeSpan Seconds(Random random, double from, double to) => TimeSpan.FromSeconds(from + (random.NextDouble() * (to - from)));

    private static Fault Draw(Random random)
    {
        var drawn = random.Next(s_weights.Sum(weight => weight.Weight));
        return s_weights.First(weight => (drawn -= weight.Weight) < 0).Fault;
    }

    // Pauses about the act deadline (4 s) and the fence (4.25 s) are the interesting ones; short ones must move nothing. A partition ends the smaller side after 8 s, a hung dispatcher its node after 10 + 4 s.
    private static TimeSpan LastsOf(Fault fault, Random random) => fault switch
    {
        Fault.Kill => Seconds(random, 0.1, 8),
        Fault.Freeze or Fault.Suspend or Fault.CutFromDatabase => random.Next(3) switch { 0 => Seconds(random, 0.3, 3.5), 1 => Seconds(random, 3.5, 6), _ => Seconds(random, 6, 15) },
        Fault.Hang => Seconds(random, 6, 22),
        Fault.CutOff or Fault.Deafen => Seconds(random, 2, 18),
        Fault.StepClock or Fault.StepDatabaseClock or Fault.SlowLinks => Seconds(random, 2, 12),
        Fault.CrashDatabase => Seconds(random, 0.5, 6),
        Fault.PromoteStandby => Seconds(random, 0.2, 3),
        Fault.FillDisk => Seconds(random, 1, 6),
        Fault.SlowCluster or Fault.HideCluster => Seconds(random, 1, 8),
        _ => TimeSpan.Zero,
    };

    // A node that was an hour ahead has planned for then, and waits for it: ahead only so far that a run can wait for it, too.
    private static TimeSpan ByOf(Fault fault, Random random) => fault switch
    {
        Fault.StepClock => random.Next(3) switch { 0 => -Seconds(random, 1, 10), 1 => -Seconds(random, 600, 3600), _ => Seconds(random, 1, 45) },
        Fault.StepDatabaseClock => (random.Next(2) == 0 ? -1 : 1) * Seconds(random, 1, 3600),
        Fault.SlowLinks => Seconds(random, 0.02, 1.5),
        _ => TimeSpan.Zero,
    };
}
