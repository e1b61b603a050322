using ActorPlatform.Chaos.Checking;
using ActorPlatform.Chaos.Clients;
using ActorPlatform.Chaos.Nemesis;
using ActorPlatform.Chaos.Processes;
using Xunit.Abstractions;

namespace ActorPlatform.Chaos.Runs;

public sealed class ChaosTests(ITestOutputHelper output)
{
    [SkippableFact]
    public async Task ThreeNodes_UnderAllFaults_KeepAllInvariants()
    {
        Skip.If(Seeds.Chosen.Count == 0, "No seed is kept: none has found anything yet.");
        foreach (var seed in Seeds.Chosen)
            await KeptRun.ExecuteAsync(output, "faults", seed, RunAsync);
    }

    /// <summary>The control: what is acknowledged before it is on disk is gone after a crash of the database, and the checker sees it.</summary>
    [SkippableFact]
    public Task DatabaseThatLosesCommits_Control_IsFound() => KeptRun.ExecuteAsync(output, "lost-commits", Seeds.One, async (folder, recorder, seed) =>
    {
        await using var site = await Site.StartAsync(folder, databaseSettings: Postgres.LosingCommits);
        var violations = await new ChaosRun(site, recorder, seed).ExecuteAsync(NemesisPlan.OfLostCommits());
        violations.Select(violation => violation.Invariant).ShouldContain("I1");
        violations.Select(violation => violation.Invariant).ShouldContain("I3");
    });

    private static async Task RunAsync(string folder, Recorder recorder, int seed)
    {
        var duration = TimeSpan.FromSeconds(KeptRun.Setting("CHAOS_SECONDS", 60));
        await using var site = await Site.StartAsync(folder);
        var violations = await new ChaosRun(site, recorder, seed).ExecuteAsync(NemesisPlan.Of(seed, duration, site.Nodes.Count, LeftOut(recorder)));
        violations.ShouldBeEmpty(Describe(violations));

        // A run in which nothing was acknowledged, or nothing went wrong for the clients, has shown nothing.
        recorder.Attempts.Count(attempt => attempt.Outcome == Outcome.Acknowledged).ShouldBeGreaterThan(20);
        recorder.Attempts.ShouldContain(attempt => attempt.Outcome == Outcome.Unknown);
    }

    // What this machine cannot do is left out, and said. Where everything must run, everything is there.
    private static IReadOnlyCollection<Fault> LeftOut(Recorder recorder)
    {
        var leftOut = new List<Fault>();
        if (!Postgres.CanHaveDisk)
            leftOut.Add(Fault.FillDisk);
        if (!Clock.CanShift)
            leftOut.AddRange([Fault.StepClock, Fault.StepDatabaseClock, Fault.Suspend]);
        if (leftOut.Count > 0)
            recorder.Tell($"left out, because they need root (FillDisk) or gcc (clocks): {string.Join(", ", leftOut)}");
        if (Environment.GetEnvironmentVariable("CI") is not null)
            leftOut.ShouldBeEmpty();
        return leftOut;
    }

    private static string Describe(IEnumerable<Violation> violations) => string.Join('\n', violations.Select(violation => $"{violation.Invariant}: {violation.What}"));
}
