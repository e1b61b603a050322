using System.Globalization;
using ActorPlatform.Chaos.Clients;
using ActorPlatform.Chaos.Processes;
using Xunit.Abstractions;

namespace ActorPlatform.Chaos.Runs;

public sealed class ChaosTests(ITestOutputHelper output)
{
    [SkippableFact]
    public async Task ThreeNodes_KilledFrozenCutOffAndWithoutDatabase_KeepAllInvariants()
    {
        Skip.IfNot(Postgres.IsInstalled, "PostgreSQL 15 is not here; install it: apt-get install postgresql-15");
        var seed = Setting("CHAOS_SEED", Random.Shared.Next(1, 1_000_000));
        var duration = TimeSpan.FromSeconds(Setting("CHAOS_SECONDS", 60));
        var folder = Directory.CreateTempSubdirectory($"actorplatform-chaos-{seed}-").FullName;
        output.WriteLine($"CHAOS_SEED={seed} CHAOS_SECONDS={duration.TotalSeconds}, history and logs in {folder}");
        try
        {
            await RunAsync(folder, seed, duration);
        }
        catch (Exception exception)
        {
            throw new InvalidOperationException($"CHAOS_SEED={seed} CHAOS_SECONDS={duration.TotalSeconds} failed; its history and logs are kept in {folder}\n{exception.Message}", exception);
        }

        if (Environment.GetEnvironmentVariable("CHAOS_KEEP") is null)
            Directory.Delete(folder, recursive: true);
    }

    private async Task RunAsync(string folder, int seed, TimeSpan duration)
    {
        using var recorder = new Recorder(folder);
        try
        {
            await using var site = await Site.StartAsync(folder);
            var violations = await new ChaosRun(site, recorder, seed, duration).ExecuteAsync();
            violations.ShouldBeEmpty(string.Join('\n', violations.Select(violation => $"{violation.Invariant}: {violation.What}")));
        }
        finally
        {
            foreach (var line in recorder.Told)
                output.WriteLine(line);
        }

        // A run in which nothing was acknowledged, or nothing went wrong for the clients, has shown nothing.
        recorder.Attempts.Count(attempt => attempt.Outcome == Checking.Outcome.Acknowledged).ShouldBeGreaterThan(20);
        recorder.Attempts.ShouldContain(attempt => attempt.Outcome == Checking.Outcome.Unknown);
    }

    private static int Setting(string name, int otherwise) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? int.Parse(value, CultureInfo.InvariantCulture) : otherwise;
}
