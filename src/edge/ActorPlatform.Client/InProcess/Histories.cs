using System.Text.Json;
using ActorPlatform.Client.Model;
using ActorPlatform.Jobs;
using ActorPlatform.Jobs.Facade;

namespace ActorPlatform.Client.InProcess;

/// <summary>What a job remembers, as this client shows it.</summary>
internal static class Histories
{
    public static Run Of(Jobs.Runs.Run run) => new()
    {
        Number = run.Number,
        Cluster = run.Cluster,
        ApplicationId = run.Application?.Value,
        FlinkJobId = run.FlinkJob.Value,
        Tag = RunIdentity.RunTag(run.Number),
        SpecVersion = run.SpecVersion,
        Restore = run.Restore is { } restore ? new Restored(restore.Id.Value, restore.Path, restore.Mode) : null,
        Planned = run.PlannedAt,
        Started = run.AcceptedAt ?? run.RunningAt,
        Running = run.RunningAt,
        Ended = run.End?.At,
        Outcome = run.End is { } end ? EnumNames.Of(end.Outcome) : null,
        WebUrl = run.WebUrl,
        Evidence = run.End is { } proven ? new Evidence(proven.Proof, string.IsNullOrEmpty(proven.Diagnostics) ? null : proven.Diagnostics, proven.At) : null,
    };

    public static Model.RunException Of(Jobs.Runs.RunException reported) => new(reported.At, reported.Name, reported.StackTrace, reported.Task);

    public static Model.AuditEntry Of(Jobs.Facade.AuditEntry entry) => new()
    {
        At = entry.At, By = entry.By, JobId = entry.Job?.Value, Command = entry.Command, OperationId = entry.Operation?.Value, Reason = entry.Reason, Summary = entry.Summary,
    };

    public static RestorePoint Of(Jobs.RestorePoints.RestorePoint point) => new()
    {
        Id = point.Id.Value,
        Run = point.Run,
        Kind = EnumNames.Of(point.Kind),
        Path = point.Path,
        Completed = point.CompletedAt,
        SizeBytes = point.SizeBytes,
        Format = point.Format,
        FlinkVersion = point.FlinkVersion,
        ClaimedBy = point.ClaimedBy,
        On = [new Place(point.Cluster, EnumNames.Of(point.Proof), null)],
    };

    public static Decision Of(JobDecision decision) => new()
    {
        At = decision.At, Kind = decision.Kind, Chosen = decision.Chosen, Candidates = [.. decision.Candidates.Select(c => new Model.Candidate(c.Id, c.Why))], Reasons = decision.Reasons,
    };

    public static LogPart Of(LogText part) =>
        new() { Source = part.Source, Origin = part.Origin, From = part.From, To = part.To, Length = part.Length, Before = part.Before, Text = part.Text };

    public static Model.SpecVersion Of(Jobs.Facade.SpecVersion version) => new(version.Version, version.At, version.By, version.Spec);

    public static JobEvent Of(EventView view, bool ofFeed) => new()
    {
        Position = view.Position,
        JobId = ofFeed ? view.Job.Value : null,
        At = view.At,
        By = view.By,
        Type = view.Type,
        Run = view.Run,
        Status = view.Status is { } status ? EnumNames.Of(status) : null,
        Summary = view.Summary,
        Data = JsonElement.Parse(view.Data),
    };
}
