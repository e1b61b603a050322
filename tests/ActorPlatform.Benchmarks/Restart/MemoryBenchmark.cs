using ActorPlatform.Actors.Storage.Configuration;
using ActorPlatform.Benchmarks.Engines;
using ActorPlatform.Benchmarks.Measuring;

namespace ActorPlatform.Benchmarks.Restart;

/// <summary>Managed heap of a process in which every job was loaded, has claimed and rests: with the mailbox of entities, and with Akka.NET's own.</summary>
internal static class MemoryBenchmark
{
    private static readonly string[] s_resting = ["--rest", "1"];

    public static async Task RunAsync(Arguments arguments, CancellationToken cancellationToken)
    {
        var entities = arguments.Number("entities", 10_000);
        Report.Machine();
        await using var databases = new SqliteDatabases();
        var storage = databases.Open("memory", JournalKind.Grouped);
        await RestartJobs.SeedAsync(storage, entities, cancellationToken);
        var empty = await RestartJobs.ChildAsync(storage, 0, cancellationToken, s_resting);
        var ours = await RestartJobs.ChildAsync(storage, entities, cancellationToken, s_resting);
        var theirs = await RestartJobs.ChildAsync(storage, entities, cancellationToken, [.. s_resting, "--akka-mailbox", "1"]);
        Report.Head("mailbox of entities", "heap, MiB", "bytes per job", "without the empty engine's heap");
        Row("small", ours, empty, entities);
        Row("Akka.NET's own", theirs, empty, entities);
        Report.Line("");
        Report.Line($"- the engine with no job: {empty.HeapBytes >> 10} KiB");
        Report.Load("at the end");
    }

    private static void Row(string mailbox, RestartResult full, RestartResult empty, int entities) =>
        Report.Row(mailbox, $"{full.HeapBytes >> 20}", $"{full.HeapBytes / entities}", $"{(full.HeapBytes - empty.HeapBytes) / entities}");
}
