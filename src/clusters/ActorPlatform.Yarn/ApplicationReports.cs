using ActorPlatform.Jobs;
using ActorPlatform.Jobs.Ports;

namespace ActorPlatform.Yarn;

/// <summary>Turns the ResourceManager's applications into the ports' reports.</summary>
internal static class ApplicationReports
{
    private const int MaxDiagnostics = 4000;

    /// <summary>A report; null for an application that is not this installation's, or whose state no version of ours knows.</summary>
    public static ApplicationReport? Of(AppJson app, string installation)
    {
        var tags = (app.Tags ?? "").Split(',', StringSplitOptions.TrimEntries);
        if (app.Id is null || !tags.Contains(RunIdentity.InstallationTag(installation)) || !RunIdentity.TryParse(tags, out var job, out var run))
            return null;
        if (State(app.State) is not { } state)
            return null;
        return new ApplicationReport(
            new ApplicationId(app.Id),
            job,
            run,
            state,
            Final(app.FinalStatus),
            Cut(app.Diagnostics),
            RestAddress(app),
            app.TrackingUrl,
            app.FinishedTime > 0 ? DateTimeOffset.FromUnixTimeMilliseconds(app.FinishedTime) : null);
    }

    /// <summary>The JobManager's own REST address, host:port; null before it is registered and after it is gone.</summary>
    public static string? RestAddress(AppJson app) =>
        app.AmRpcAddress is { } address && address.LastIndexOf(':') > 0 && !address.EndsWith(":-1", StringComparison.Ordinal) ? address : null;

    /// <summary>True when the ResourceManager holds it for over.</summary>
    public static bool IsFinal(AppJson app) => State(app.State) is ApplicationState.Finished or ApplicationState.Failed or ApplicationState.Killed;

    private static ApplicationState? State(string? state) =>
        state switch
        {
            "NEW" or "NEW_SAVING" => ApplicationState.New,
            "SUBMITTED" or "ACCEPTED" => ApplicationState.Accepted,
            "RUNNING" => ApplicationState.Running,
            "FINISHED" => ApplicationState.Finished,
            "FAILED" => ApplicationState.Failed,
            "KILLED" => ApplicationState.Killed,
            _ => null,
        };

    private static FinalStatus Final(string? status) =>
        status switch
        {
            "SUCCEEDED" => FinalStatus.Succeeded,
            "FAILED" => FinalStatus.Failed,
            "KILLED" => FinalStatus.Killed,
            _ => FinalStatus.Undefined,
        };

    private static string? Cut(string? text) =>
        string.IsNullOrEmpty(text) ? null
        : text.Length <= MaxDiagnostics ? text
        : text[..(MaxDiagnostics - 1)] + "…";
}
