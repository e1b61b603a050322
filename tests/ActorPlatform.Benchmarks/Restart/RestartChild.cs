using System.Diagnostics;
using System.Text.Json;
using ActorPlatform.Actors.Entities;
using ActorPlatform.Actors.Storage.Configuration;
using ActorPlatform.Benchmarks.Engines;
using ActorPlatform.Hosting.Configuration;

namespace ActorPlatform.Benchmarks.Restart;

/// <summary>The measured process: starts the engine on a database with jobs in it, and reads every one.</summary>
internal static class RestartChild
{
    public const string Name = "restart-child";

    // As many as the engine recovers together by default.
    private const int InFlight = 200;

    // Entities that were only read write their claims a while later. While time is measured that is put off on both sides, so that each run finds the same journal.
    private static readonly TimeSpan s_noClaims = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan s_claimsAtOnce = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_claimsWithin = TimeSpan.FromMinutes(2);

    // The gates' last look after what they answered is behind them then.
    private static readonly TimeSpan s_quiet = TimeSpan.FromSeconds(12);

    public static async Task RunAsync(Arguments arguments, CancellationToken cancellationToken)
    {
        var storage = JsonSerializer.Deserialize<StorageOptions>(arguments.Text("storage"))!;
        var entities = arguments.Number("entities", 0);
        var rests = arguments.Number("rest", 0) != 0;
        using var process = Process.GetCurrentProcess();
        var options = new ActorPlatformOptions { Storage = storage, Entities = new EntityOptions { ClaimWithin = rests ? s_claimsAtOnce : s_noClaims } };
        await using var engine = await BenchmarkEngine.StartAsync(options, cancellationToken, akkaMailbox: arguments.Number("akka-mailbox", 0) != 0);
        var commits = rests ? await Queries.CommitsAsync(storage, cancellationToken) : 0;
        await ReadAllAsync(engine, entities, cancellationToken);
        var seconds = (DateTime.Now - process.StartTime).TotalSeconds;
        var cpu = Environment.CpuUsage.TotalTime.TotalSeconds;
        if (rests) await RestAsync(storage, commits + entities, cancellationToken);
        Console.Out.WriteLine(JsonSerializer.Serialize(new RestartResult(seconds, cpu, GC.GetTotalMemory(forceFullCollection: true))));
    }

    private static async Task RestAsync(StorageOptions storage, long commits, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(s_claimsWithin);
        while (await Queries.CommitsAsync(storage, patience.Token) < commits) await Task.Delay(s_claimsAtOnce, patience.Token);
        await Task.Delay(s_quiet, cancellationToken);
    }

    private static Task ReadAllAsync(BenchmarkEngine engine, int entities, CancellationToken cancellationToken) => Parallel.ForEachAsync(
        Enumerable.Range(0, entities),
        new ParallelOptions { MaxDegreeOfParallelism = InFlight, CancellationToken = cancellationToken },
        async (number, cancelled) =>
        {
            if (await engine.Jobs.FindAsync(JobFleet.IdOf(number), cancelled) is not { State.SpecVersion: RestartJobs.SpecVersion })
                throw new InvalidOperationException($"Job {number} was not read back as it was written.");
        });
}
