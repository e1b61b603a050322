using ActorPlatform.Benchmarks.Measuring;

namespace ActorPlatform.Benchmarks.Submission;

/// <summary>What a submission costs its client and how long it takes until ACCEPTED: the engine's path, and Flink's command line, in turns on one cluster.</summary>
internal static class SubmissionBenchmark
{
    /// <summary>Both sides look for ACCEPTED in the same steps.</summary>
    public static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(20);

    public static async Task RunAsync(Arguments arguments, CancellationToken cancellationToken)
    {
        var pairs = arguments.Number("pairs", 5);
        Report.Machine();
        await using var rig = await BenchmarkRig.StartAsync(cancellationToken);
        using var yarn = new YarnView(rig.Facts["RM_URL"]);

        // YARN copies Flink to its node at the first application. The engine's first is told apart: it pays for compiling its own code, once a process.
        await KilledAsync(yarn, await ClientSubmission.RunAsync(rig, yarn, cancellationToken), cancellationToken);
        var first = await KilledAsync(yarn, await EngineSubmission.RunAsync(rig, 0, cancellationToken), cancellationToken);
        Report.Line($"- the engine's first submission: {first.CpuSeconds * 1000:f0} ms of CPU, ACCEPTED after {first.Seconds * 1000:f0} ms");
        Report.Head("pair", "engine, CPU ms", "to ACCEPTED, ms", "client, CPU ms", "to ACCEPTED, ms", "CPU, part", "time, part");
        var (cpu, time) = (new List<double>(), new List<double>());
        for (var pair = 1; pair <= pairs; pair++)
        {
            var ours = await KilledAsync(yarn, await EngineSubmission.RunAsync(rig, pair, cancellationToken), cancellationToken);
            var theirs = await KilledAsync(yarn, await ClientSubmission.RunAsync(rig, yarn, cancellationToken), cancellationToken);
            cpu.Add(ours.CpuSeconds / theirs.CpuSeconds);
            time.Add(ours.Seconds / theirs.Seconds);
            Report.Row(
                $"{pair}", $"{ours.CpuSeconds * 1000:f1}", $"{ours.Seconds * 1000:f0}", $"{theirs.CpuSeconds * 1000:f0}", $"{theirs.Seconds * 1000:f0}",
                $"1/{1 / cpu[^1]:f0}", $"1/{1 / time[^1]:f1}");
        }

        Report.Row("median", "", "", "", "", $"1/{1 / Median.Of(cpu):f0}", $"1/{1 / Median.Of(time):f1}");
        Report.Load("at the end");
    }

    private static async Task<Submitted> KilledAsync(YarnView yarn, Submitted submitted, CancellationToken cancellationToken)
    {
        await yarn.KillAsync(submitted.Application, cancellationToken);
        return submitted;
    }
}
