using System.CommandLine;
using ActorPlatform.Client.Model;
using ActorPlatform.Host.CommandLine;

namespace ActorPlatform.Host.Cli;

/// <summary>What a command would do.</summary>
internal static class Trials
{
    public static Option<bool> Option() => new("--dry-run") { Description = "Tell what it would do, and do nothing." };

    public static async Task<int> TellAsync(Session session, Trial trial)
    {
        await session.WriteAsync(trial, () => DetailsOf(session, trial));
        return ExitCodes.Ok;
    }

    private static Details DetailsOf(Session session, Trial trial) => session.Details()
        .With("Dry run", trial.Changes ? "It would be accepted; nothing was done." : "It would change nothing.")
        .With("Job", trial.JobId).With("Status", $"would be {trial.Status}, with version {trial.SpecVersion} of the spec")
        .With("Operation", trial.Operation is { } operation ? operation.Kind + (operation.State == "PENDING" ? ", behind the running one" : "") : null)
        .With("Run", trial.Run is { } run ? $"{run.Number} on {run.Cluster}, with version {run.SpecVersion} of the spec" : null)
        .With("Restore", trial.Restore?.Chosen)
        .With("  because", string.Join('\n', trial.Restore?.Reasons ?? []))
        .With("  among", string.Join('\n', trial.Restore?.Candidates?.Select(candidate => $"{candidate.Id}: {candidate.Why}") ?? []))
        .With("Room", trial.Capacity is { } capacity ? RoomOf(capacity) : null);

    private static string RoomOf(TrialCapacity capacity)
    {
        var needed = $"{Ages.Bytes(capacity.NeededMemoryMb << 20)} and {capacity.NeededCores} cores are needed";
        return capacity.Fits switch
        {
            null => $"{needed}; what {capacity.Cluster} has is not known yet",
            true => $"{needed}, {Free(capacity)}",
            false => $"NOT NOW: {needed}, {Free(capacity)}, at most {Ages.Bytes(capacity.MaxContainerMb << 20)} a container",
        };
    }

    private static string Free(TrialCapacity capacity) => $"{Ages.Bytes(capacity.FreeMemoryMb << 20)} and {capacity.FreeCores} cores {(capacity.Visibility == "UNREACHABLE" ? "were" : "are")} free on {capacity.Cluster}{(capacity.Visibility == "UNREACHABLE" ? ", which does not answer now" : "")}";
}
