using System.Diagnostics;
using System.Reflection;
using System.Text.Json;
using ActorPlatform.Actors.Storage.Configuration;
using ActorPlatform.Benchmarks.Engines;

namespace ActorPlatform.Benchmarks.Restart;

/// <summary>A database of jobs with ten commits each, and processes that read them all.</summary>
internal static class RestartJobs
{
    /// <summary>Ten commits: the claim, the definition, eight changes.</summary>
    public const int SpecVersion = 9;

    private const int Commits = 10;

    public static async Task SeedAsync(StorageOptions storage, int entities, CancellationToken cancellationToken)
    {
        await using (var engine = await BenchmarkEngine.StartAsync(storage, cancellationToken))
        {
            var fleet = new JobFleet(engine.Jobs, entities);
            await fleet.DefineAllAsync(cancellationToken);
            for (var version = 2; version <= SpecVersion; version++) await fleet.ChangeAllAsync(cancellationToken);
        }

        var rows = await Queries.CommitsAsync(storage, cancellationToken);
        if (rows != (long)entities * Commits) throw new InvalidOperationException($"{rows} commits were written for {entities} jobs, not {Commits} each.");
    }

    /// <summary>An engine in a process of its own, from its start until it has read them all.</summary>
    /// <param name="more">Further arguments of <see cref="RestartChild"/>.</param>
    public static async Task<RestartResult> ChildAsync(StorageOptions storage, int entities, CancellationToken cancellationToken, params string[] more)
    {
        string[] arguments =
        [
            Assembly.GetExecutingAssembly().Location, RestartChild.Name, "--storage", JsonSerializer.Serialize(storage), "--entities", $"{entities}", .. more,
        ];
        var start = new ProcessStartInfo(Environment.ProcessPath!, Environment.ProcessPath!.EndsWith("dotnet", StringComparison.Ordinal) ? arguments : arguments[1..])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode == 0
            ? JsonSerializer.Deserialize<RestartResult>(output.AsSpan(0, output.IndexOf('\n', StringComparison.Ordinal)))!
            : throw new InvalidOperationException($"The child with the {storage.Journal.Kind} journal ended with {process.ExitCode}: {output}");
    }
}
