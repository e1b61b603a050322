using ActorPlatform.Flink;
using ActorPlatform.Jobs.Ports;
using ActorPlatform.Rest;

namespace ActorPlatform.Yarn;

/// <summary>Asks a JobManager about a run, and makes sure that it is the run's.</summary>
internal static class RunReading
{
    /// <summary>The run's report; the state is "starting" while its JobManager does not have the job yet.</summary>
    /// <exception cref="RestFaultException">Another run's JobManager answers there.</exception>
    public static async Task<RunReport> ReadAsync(FlinkRest flink, Uri at, RunAddress run, CancellationToken cancellationToken)
    {
        var answer = await flink.FetchRunAsync(at, run.FlinkJob, cancellationToken);
        if (answer is FlinkAnswer.Run found)
            return found.Report;
        var cluster = await flink.FetchClusterIdAsync(at, cancellationToken);
        return cluster == run.Application.Value
            ? new RunReport(FlinkJobState.Starting, 0, 0, [], 0, 0, [], null)
            : throw new RestFaultException(
                RestFault.Garbage,
                at.GetLeftPart(UriPartial.Authority),
                $"{at} is the JobManager of {cluster ?? "somebody else"}, not of {run.Application}.");
    }

    /// <summary>Whether the run's JobManager lives. Only a refused connection and another JobManager at its port prove that it does not.</summary>
    public static async Task<JobManagerLife> ProbeAsync(FlinkRest flink, string address, RunAddress run, CancellationToken cancellationToken)
    {
        try
        {
            var at = JobManagers.Base(address);
            if (await flink.KnowsAsync(at, run.FlinkJob, cancellationToken) is not { } knows)
                return JobManagerLife.Unknown;
            if (knows)
                return JobManagerLife.Alive;
            var cluster = await flink.FetchClusterIdAsync(at, cancellationToken);
            return cluster is null ? JobManagerLife.Unknown
                : cluster == run.Application.Value ? JobManagerLife.Alive
                : JobManagerLife.Gone;
        }
        catch (RestFaultException e) when (e.Fault == RestFault.Refused)
        {
            return JobManagerLife.Gone;
        }
        catch (RestFaultException)
        {
            return JobManagerLife.Unknown;
        }
    }
}
