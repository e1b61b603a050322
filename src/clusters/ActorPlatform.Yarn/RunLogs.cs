using ActorPlatform.Flink;
using ActorPlatform.Jobs.Ports;
using ActorPlatform.Rest;

namespace ActorPlatform.Yarn;

/// <summary>Parts of a run's logs, for people: while it lives from the NodeManager of its master and from Flink, then from the aggregated files.</summary>
internal sealed class RunLogs(YarnRest yarn, FlinkRest flink, JobManagers jobManagers, ContainerLogs logs)
{
    public async Task<LogPart?> FetchAsync(RunAddress run, LogRequest request, CancellationToken cancellationToken)
    {
        var task = request.Source.StartsWith(LogRequest.TaskManager, StringComparison.Ordinal) ? request.Source[LogRequest.TaskManager.Length..] : null;
        var app = await yarn.FindAsync(run.Application, cancellationToken);
        if (task is null && app is not null && await logs.PartFromNodeManagerAsync(app, request, cancellationToken) is { } part)
            return part;
        if (app is null || ApplicationReports.IsFinal(app))
            return await HdfsCalls.GuardAsync(() => logs.PartFromHdfsAsync(run.Application, app, request, cancellationToken));
        return request.Source == LogRequest.Container ? null : await FromFlinkAsync(run, request, task, cancellationToken);
    }

    private async Task<LogPart?> FromFlinkAsync(RunAddress run, LogRequest request, string? task, CancellationToken cancellationToken)
    {
        var process = task is null ? "jobmanager" : $"taskmanagers/{Uri.EscapeDataString(task)}";
        var (log, address) = await jobManagers.ReadAsync(run, at => flink.FetchLogAsync(at, process, cancellationToken), cancellationToken);
        return log is null ? null : LogPart.Of(log, request, $"the JobManager {address ?? "through the proxy"}");
    }
}
