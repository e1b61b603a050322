using ActorPlatform.Jobs;

namespace ActorPlatform.Host.Dev;

/// <summary>What <c>dev</c> says: where to look, and what to try next, to be copied as it stands.</summary>
internal static class DevGreeting
{
    /// <summary>Where everything is.</summary>
    public static Task<string> WhereAsync(DevPlace place, CancellationToken cancellationToken) => Task.FromResult($"""

        ActorPlatform for development. Nobody signs in; only this machine reaches it.

          API       {place.Url}/api/v1/jobs
          Clusters  a, b (simulated); faults on request: {place.Sandbox.Control}sandbox/clusters
          Data      {Shown(place.Data)} (kept; delete the folder to begin anew)

        """);

    /// <summary>What to try next.</summary>
    public static string Next(DevPlace place, JobId demo) => $"""

        In another terminal:

          job={place.Url}/api/v1/jobs/{demo}
          curl -s $job
          curl -s -X POST "$job/suspend?wait=PT30S"
          curl -s $job/restore-points
          curl -s -X POST "$job/start?wait=PT30S"
          curl -s $job/explain

        Ctrl-C ends it.
        """;

    private static string Shown(string path)
    {
        var relative = Path.GetRelativePath(Environment.CurrentDirectory, path);
        return relative.StartsWith("..", StringComparison.Ordinal) ? path : relative;
    }
}
