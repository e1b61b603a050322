using System.Diagnostics;
using ActorPlatform.Jobs;
using ActorPlatform.Jobs.Ports;
using ActorPlatform.Jobs.Specs;

namespace ActorPlatform.Benchmarks.Submission;

/// <summary>A submission as the engine makes it: checks, an application id, one post, and look-ups until it is accepted. The CPU is this whole process's.</summary>
internal static class EngineSubmission
{
    public static async Task<Submitted> RunAsync(BenchmarkRig rig, int number, CancellationToken cancellationToken)
    {
        var job = new JobId($"job-{number:x32}");
        var plan = new RunPlan(job, 1, Spec(), RunIdentity.FlinkJob(BenchmarkRig.Installation, job, 1), null);
        var cpu = Environment.CpuUsage.TotalTime;
        var start = Stopwatch.GetTimestamp();
        var prepared = await rig.Cluster.PrepareAsync(plan, cancellationToken) as PrepareOutcome.Prepared ?? throw new InvalidOperationException("The preparation was refused.");
        if (await rig.Cluster.PostAsync(plan, prepared.Application, cancellationToken) is PostOutcome.Refused refused) throw new InvalidOperationException(refused.Failure.Summary);
        while (await rig.Cluster.LookUpAsync(prepared.Application, cancellationToken) is not ApplicationLookup.Found { Report.State: ApplicationState.Accepted or ApplicationState.Running })
            await Task.Delay(SubmissionBenchmark.LookEvery, cancellationToken);
        return new Submitted(Stopwatch.GetElapsedTime(start).TotalSeconds, (Environment.CpuUsage.TotalTime - cpu).TotalSeconds, prepared.Application.Value);
    }

    private static JobSpec Spec() => new()
    {
        Name = "benchmark",
        Artifact = BenchmarkRig.Jar,
        EntryClass = "rig.StatefulJob",
        Args = ["--rate", "50"],
        Target = new TargetSpec { Cluster = "a" },
        Resources = new ResourcesSpec { JobManager = new ProcessSpec { Memory = "512m" }, TaskManager = new TaskManagerSpec { Memory = "768m" } },
    };
}
