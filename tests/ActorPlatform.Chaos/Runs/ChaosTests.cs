using System.Globalization;
using ActorPlatform.Chaos.Checking;
using ActorPlatform.Chaos.Clients;
using ActorPlatform.Chaos.Nemesis;
using ActorPlatform.Chaos.Processes;
using Xunit.Abstractions;

namespace ActorPlatform.Chaos.Runs;

public sealed class ChaosTests(ITestOutputHelper output)
{
    [SkippableFact]
    public async Task ThreeNodes_KilledFrozenCutOffAndWithoutDatabase_KeepAllInvariants()
    {
        var duration = TimeSpan.FromSeconds(Setting("CHAOS_SECONDS", 60));

        await RunAsync("faults", async (folder, recorder, seed) =>
        {
            await using var site = await Site.StartAsync(folder);
            var violations = await new ChaosRun(site, recorder, seed).ExecuteAsync(NemesisPlan.Of(seed, duration, site.Nodes.Count));
            violations.ShouldBeEmpty(Describe(violations));

            // A run in which nothing was acknowledged, or nothing went wrong for the clients, has shown nothing.
            recorder.Attempts.Count(attempt => attempt.Outcome == Outcome.Acknowledged).ShouldBeGreaterThan(20);
            recorder.Attempts.ShouldContain(attempt => attempt.Outcome == Outcome.Unknown);
        });
    }

    /// <summary>The control: what is acknowledged before it is on disk is gone after a crash of the database, and the checker sees it.</summary>
    [SkippableFact]
    public Task DatabaseThatLosesCommits_Control_IsFound() => RunAsync("control", async (folder, recorder, seed) =>
    {
        await using var site = await Site.StartAsync(folder, Postgres.LosingCommits);
        var violations = await new ChaosRun(site, recorder, seed).ExecuteAsync(NemesisPlan.OfLostCommits());
        violations.Select(violation => violation.Invariant).ShouldContain("I1");
        violations.Select(violation => violation.Invariant).ShouldContain("I3");
    });

    private async Task RunAsync(string name, Func<string, Recorder, int, Task> run)
    {
        Skip.IfNot(Postgres.IsInstalled, "PostgreSQL 15 is not here; install it: apt-get install postgresql-15");
        var seed = Setting("CHAOS_SEED", Random.Shared.Next(1, 1_000_000));
        var folder = Directory.CreateTempSubdirectory($"actorplatform-chaos-{name}-{seed}-").FullName;
        output.WriteLine($"CHAOS_SEED={seed}, history and logs in {folder}");
        using var recorder = new Recorder(folder);
        try
        {
            await run(folder, recorder, seed);
        }
        catch (Exception exception)
        {
            throw new InvalidOperationException($"The run with CHAOS_SEED={seed} failed; its history and logs are kept in {folder}\n{exception.Message}", exception);
        }
        finally
        {
            foreach (var line in recorder.Told)
                output.WriteLine(line);
        }

        if (Environment.GetEnvironmentVariable("CHAOS_KEEP") is null)
            Directory.Delete(folder, recursive: true);
    }

    private static string Describe(IEnumerable<Violation> violations) => string.Join('\n', violations.Select(violation => $"{violation.Invariant}: {violation.What}"));

    private static int Setting(string name, int otherwise) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? int.Parse(value, CultureInfo.InvariantCulture) : otherwise;
}
