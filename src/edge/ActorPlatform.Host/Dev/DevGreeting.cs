namespace ActorPlatform.Host.Dev;

/// <summary>What <c>dev</c> says: where to look, and what to try next, to be copied as it stands.</summary>
internal static class DevGreeting
{
    private const string UsualUrl = "http://127.0.0.1:8080";

    /// <summary>Where everything is.</summary>
    public static string Where(DevPlace place) => $"""

        ActorPlatform for development. Nobody signs in; only this machine reaches it.

          API       {place.Url}/api/v1/jobs
          Docs      {place.Url}/docs
          Clusters  a, b (simulated); faults on request: {place.Sandbox.Control}sandbox/clusters
          Data      {Shown(place.Data)} (kept; delete the folder to begin anew)

        """;

    /// <summary>What to try next.</summary>
    public static string Next(DevPlace place, string job) => $"""

        In another terminal, in this folder:

          alias actorplatform="{Program()}"
        {(place.Url == UsualUrl ? "" : $"  export ACTORPLATFORM_URL={place.Url}{Environment.NewLine}")}  actorplatform job list
          actorplatform job suspend {job} --wait
          actorplatform job restore-points {job}
          actorplatform job start {job} --wait
          actorplatform job explain {job}

        Ctrl-C ends it.
        """;

    // As it can be typed, also where it runs under 'dotnet run'.
    private static string Program()
    {
        var path = Environment.ProcessPath ?? "actorplatform";
        var relative = Path.GetRelativePath(Environment.CurrentDirectory, path);
        return relative.StartsWith("..", StringComparison.Ordinal) ? path : $"$PWD/{relative}";
    }

    private static string Shown(string path)
    {
        var relative = Path.GetRelativePath(Environment.CurrentDirectory, path);
        return relative.StartsWith("..", StringComparison.Ordinal) ? path : relative;
    }
}
