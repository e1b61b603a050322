using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace ActorPlatform.Simulation;

/// <summary>Runs many seeds on all cores.</summary>
internal static class Seeds
{
    private const int AtMostShown = 10;
    private const int TraceShown = 25;
    private const int OfControls = 100;

    /// <summary>SIMULATION_SEEDS; else 2,000 in CI and 100 elsewhere.</summary>
    public static readonly int Count = Setting("SIMULATION_SEEDS", Environment.GetEnvironmentVariable("CI") == "true" ? 2_000 : 100);

    private static readonly int s_first = Setting("SIMULATION_FIRST", 1);

    /// <summary>Each seed must hold. One that does not is told with the end of its trace and how to repeat it.</summary>
    public static void Hold(int count, Func<int, SimulationOptions> options, [CallerMemberName] string test = "")
    {
        var failures = new ConcurrentBag<(int Seed, string What)>();
        Parallel.For(s_first, s_first + Math.Max(1, count), seed =>
        {
            if (Run(options(seed)) is { } failure)
                failures.Add((seed, $"{failure}\nrepeat: SIMULATION_FIRST={seed} SIMULATION_SEEDS=1 dotnet test tests/ActorPlatform.Simulation --filter FullyQualifiedName~{test}"));
        });
        var seeds = failures.OrderBy(f => f.Seed).ToList();
        string.Join("\n\n", seeds.Take(AtMostShown).Select(f => f.What)).ShouldBeEmpty($"{seeds.Count} of {count} seeds from {s_first} fail: {string.Join(", ", seeds.Select(f => f.Seed))}");
    }

    /// <summary>A negative control: one of a hundred seeds must show this violation.</summary>
    /// <param name="minutes">Of faults; nothing is asked of the time after them.</param>
    public static void Break(Func<int, SimulationOptions> options, string violation, int minutes = 12)
    {
        var seen = new ConcurrentBag<string>();
        var tried = 0;
        Parallel.For(1, OfControls + 1, (seed, loop) =>
        {
            Interlocked.Increment(ref tried);
            using var simulation = new JobSimulation(options(seed) with { Faulty = TimeSpan.FromMinutes(minutes), Calm = TimeSpan.Zero });
            var violations = simulation.Run();
            if (violations.Any(v => v.Contains(violation, StringComparison.Ordinal)))
                loop.Stop();
            foreach (var other in violations)
                seen.Add(other);
        });
        seen.ShouldContain(v => v.Contains(violation, StringComparison.Ordinal), $"{tried} seeds did not show it: the control does not control");
    }

    private static string? Run(SimulationOptions options)
    {
        using var simulation = new JobSimulation(options);
        if (simulation.Run() is not { Count: > 0 } violations)
            return null;
        if (Environment.GetEnvironmentVariable("SIMULATION_TRACES") is { } folder)
            File.WriteAllText(Path.Combine(folder, $"{options.Seed}.txt"), simulation.Text + string.Join('\n', violations));
        return $"seed {options.Seed}, {violations.Count} violations:\n{string.Join('\n', violations.Take(3))}\n… {string.Join('\n', simulation.Text.Trim().Split('\n').TakeLast(TraceShown))}";
    }

    private static int Setting(string name, int otherwise) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}
