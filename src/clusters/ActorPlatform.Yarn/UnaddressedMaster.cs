using System.Net;
using ActorPlatform.Jobs.Ports;
using ActorPlatform.Rest;

namespace ActorPlatform.Yarn;

/// <summary>Whether an application's master lives, when its address was never known: by the node that its container was on.</summary>
internal sealed class UnaddressedMaster(YarnRest yarn, RestPipe pipe, ClusterOptions options)
{
    /// <summary>Gone only when no container was ever started, or when the same NodeManager process that started it has it no more.</summary>
    public async Task<JobManagerLife> ProbeAsync(RunAddress run, CancellationToken cancellationToken)
    {
        if (await yarn.FindAsync(run.Application, cancellationToken) is not { } app || !ApplicationReports.IsFinal(app))
            return JobManagerLife.Unknown;
        if (string.IsNullOrEmpty(app.AmContainerLogs))
            return JobManagerLife.Gone;
        if (!Uri.TryCreate(app.AmContainerLogs, UriKind.Absolute, out var page) || ContainerLogs.ContainerOf(page) is not { } container)
            return JobManagerLife.Unknown;
        try
        {
            return await AskNodeAsync(page.GetLeftPart(UriPartial.Authority), container, app, cancellationToken);
        }
        catch (RestFaultException e) when (!e.IsOurs)
        {
            return JobManagerLife.Unknown;
        }
    }

    private async Task<JobManagerLife> AskNodeAsync(string node, string container, AppJson app, CancellationToken cancellationToken)
    {
        var known = await GetAsync($"{node}/ws/v1/node/containers/{container}", cancellationToken);
        if (known.Status != HttpStatusCode.NotFound)
            return JobManagerLife.Unknown;

        // A NodeManager that started after the application did has forgotten what an older one left running: its "not found" says nothing.
        var info = await GetAsync($"{node}/ws/v1/node/info", cancellationToken);
        return info.IsSuccess && JsonAnswer.TryRead(info, YarnJson.Default.NodeAnswer)?.Info is { StartedOn: > 0 } manager && manager.StartedOn < app.StartedTime
            ? JobManagerLife.Gone
            : JobManagerLife.Unknown;
    }

    private Task<RestAnswer> GetAsync(string uri, CancellationToken cancellationToken) => pipe.SendAsync(
        RestCall.Get(new Uri($"{uri}?user.name={Uri.EscapeDataString(options.User)}")) with { Lane = RestLane.JobManagers }, cancellationToken);
}
