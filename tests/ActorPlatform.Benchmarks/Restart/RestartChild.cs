using System.Diagnostics;
using System.Text.Json;
using ActorPlatform.Actors.Storage.Configuration;
using ActorPlatform.Benchmarks.Engines;

namespace ActorPlatform.Benchmarks.Restart;

/// <summary>The measured process: starts the engine on a database with jobs in it, and reads every one.</summary>
internal static class RestartChild
{
    public const string Name = "restart-child";

    // As many as the engine recovers together by default.
    private const int InFlight = 200;

    public static async Task RunAsync(Arguments arguments, CancellationToken cancellationToken)
    {
        var storage = JsonSerializer.Deserialize<StorageOptions>(arguments.Text("storage"))!;
        var entities = arguments.Number("entities", 0);
        using var process = Process.GetCurrentProcess();
        await using var engine = await BenchmarkEngine.StartAsync(storage, cancellationToken);
        await Parallel.ForEachAsync(
            Enumerable.Range(0, entities),
            new ParallelOptions { MaxDegreeOfParallelism = InFlight, CancellationToken = cancellationToken },
            async (number, cancelled) =>
            {
                if (await engine.Jobs.FindAsync(JobFleet.IdOf(number), cancelled) is not { State.SpecVersion: RestartBenchmark.SpecVersion })
                    throw new InvalidOperationException($"Job {number} was not read back as it was written.");
            });
        var seconds = (DateTime.Now - process.StartTime).TotalSeconds;
        var cpu = Environment.CpuUsage.TotalTime.TotalSeconds;
        Console.Out.WriteLine(JsonSerializer.Serialize(new RestartResult(seconds, cpu, GC.GetTotalMemory(forceFullCollection: true))));
    }
}
