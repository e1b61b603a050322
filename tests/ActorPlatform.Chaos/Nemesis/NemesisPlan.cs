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
}

/// <summary>One fault.</summary>
/// <param name="At">Since the faults began.</param>
/// <param name="Lasts">Until it is mended.</param>
/// <param name="Node">Whom it meets, from 0; not of the database.</param>
internal sealed record Step(TimeSpan At, TimeSpan Lasts, Fault Fault, int Node)
{
    public TimeSpan End => At + Lasts;
}

/// <summary>All faults of a run, from its seed. They may overlap, but on the same node or database one begins after the other.</summary>
internal static class NemesisPlan
{
    public static ImmutableArray<Step> Of(int seed, TimeSpan duration, int nodes)
    {
        var random = new Random(seed);
        var steps = ImmutableArray.CreateBuilder<Step>();

        // The first four are one of each kind, so that also a short run has them all.
        var kinds = Enum.GetValues<Fault>();
        random.Shuffle(kinds);
        for (var at = Seconds(0.5, 2); ; at += Seconds(1, 6))
        {
            var fault = steps.Count < kinds.Length ? kinds[steps.Count] : Draw();
            var step = new Step(at, LastsOf(fault), fault, random.Next(nodes));
            var busyUntil = steps.Where(other => Target(other) == Target(step)).Select(other => other.End).DefaultIfEmpty().Max();
            if (busyUntil > step.At)
                step = step with { At = busyUntil + Seconds(0.1, 1) };
            if (step.At > duration)
                return [.. steps.OrderBy(other => other.At)];
            steps.Add(step);
        }

        int Target(Step step) => step.Fault == Fault.CrashDatabase ? -1 : step.Node;

        TimeSpan Seconds(double from, double to) => TimeSpan.FromSeconds(from + (random.NextDouble() * (to - from)));

        Fault Draw() => random.Next(10) switch
        {
            < 3 => Fault.Kill,
            < 7 => Fault.Freeze,
            < 9 => Fault.EndSessions,
            _ => Fault.CrashDatabase,
        };

        // Pauses about the act deadline (4 s) and the fence (4.25 s) are the interesting ones; short ones must move nothing.
        TimeSpan LastsOf(Fault fault) => fault switch
        {
            Fault.Kill => Seconds(0.1, 8),
            Fault.Freeze => random.Next(3) switch { 0 => Seconds(0.3, 3.5), 1 => Seconds(3.5, 6), _ => Seconds(6, 15) },
            Fault.EndSessions => TimeSpan.Zero,
            Fault.CrashDatabase => Seconds(0.5, 6),
            _ => throw new InvalidOperationException($"The nemesis does not know how long {fault} lasts."),
        };
    }
}
