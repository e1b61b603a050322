using System.Globalization;
using System.Text;
using ActorPlatform.Sandbox.Simulation;

namespace ActorPlatform.Sandbox.Http;

/// <summary>An application's jobmanager.log, made from what is known of it.</summary>
internal static class MasterLog
{
    public static byte[] Of(SimulatedApplication application)
    {
        var (plan, job) = (application.Plan, application.Job);
        var log = new StringBuilder();
        Line(application.Times.MasterAt, "INFO ", $"Starting YarnApplicationClusterEntryPoint of the sandbox, application {plan.Application}.");
        if (plan.RestoreFailure is { } failure)
            Line(application.Times.TasksAt, "ERROR", $"Fatal error occurred in the cluster entrypoint.\norg.apache.flink.util.FlinkException: JobMaster for job {plan.FlinkJob} failed.\nCaused by: {failure}");
        if (plan.Restored is { } restored)
            Line(application.Times.MasterAt, "INFO ", $"Restoring job {plan.FlinkJob} from {(restored.IsSavepoint ? "Savepoint" : "Checkpoint")} {restored.Checkpoint} @ {restored.Path}.");
        foreach (var snapshot in job?.History.AsEnumerable().Reverse() ?? [])
            Line(snapshot.EndedAt, "INFO ", snapshot.Failure is null ? $"Completed checkpoint {snapshot.Id} for job {plan.FlinkJob}." : $"Failed to trigger or complete checkpoint {snapshot.Id} for job {plan.FlinkJob}: {snapshot.Failure}");
        foreach (var error in job?.Failures ?? [])
            Line(error.At, "WARN ", $"rig-count -> Sink: rig-total (1/{plan.Parallelism}) switched from RUNNING to FAILED.\n{error.StackTrace}");
        if (job is { HasEnded: true })
            Line(job.ChangedAt, "INFO ", $"Job {plan.FlinkJob} reached terminal state {job.State.ToString().ToUpperInvariant()}.");
        return Encoding.UTF8.GetBytes(log.ToString());

        void Line(long at, string level, string text) => log.Append(MasterLog.Line(at, level, text));
    }

    /// <summary>A line as log4j writes it.</summary>
    public static string Line(long at, string level, string text) =>
        $"{DateTimeOffset.FromUnixTimeMilliseconds(at).ToString("yyyy-MM-dd HH:mm:ss,fff", CultureInfo.InvariantCulture)} {level} sandbox [] - {text}\n";
}
