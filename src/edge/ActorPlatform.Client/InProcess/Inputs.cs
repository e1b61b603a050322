using System.Collections.Immutable;
using ActorPlatform.Behaviors;
using ActorPlatform.Jobs;
using ActorPlatform.Jobs.Commands;
using ActorPlatform.Jobs.Facade;
using ActorPlatform.Jobs.Operations;
using ActorPlatform.Jobs.Ports;
using ActorPlatform.Jobs.Specs;

namespace ActorPlatform.Client.InProcess;

/// <summary>What callers give, as the engine takes it; what is wrong with it is told under the names that it has over HTTP.</summary>
internal static class Inputs
{
    private const int MaxPage = 500;
    private const int MaxKey = 128;
    private const int MaxText = 200;
    private static readonly TimeSpan s_longestWait = TimeSpan.FromSeconds(60);

    public static JobId IdOf(string id) => SpecValidator.IsId(id) ? new JobId(id) : throw InProcessErrors.JobNotFound(id);

    public static JobCommand CommandOf(JobAction action)
    {
        ArgumentNullException.ThrowIfNull(action);
        JobCommand command = action switch
        {
            JobAction.Start start => new StartJob(start.Restore),
            JobAction.Suspend suspend => new SuspendJob(suspend.Drain),
            JobAction.Kill kill => new KillJob(kill.ConfirmedDead, kill.Reason),
            JobAction.Restart restart => new RestartJob(restart.Restore),
            JobAction.Savepoint savepoint => new SaveJob(savepoint.Format),
            JobAction.Delete delete => new RetireJob(delete.Force),
            _ => throw new ArgumentOutOfRangeException(nameof(action), action, "Not an action of this version."),
        };
        return command.Check() is [] ? command : throw InProcessErrors.Invalid(command.Check());
    }

    /// <summary>Refuses what a command cannot be sent with, before anything is done.</summary>
    public static void Check(CommandOptions? options)
    {
        if (options?.IdempotencyKey is { } key && key.Length is 0 or > MaxKey)
            throw InProcessErrors.Invalid("Idempotency-Key", $"has {key.Length} characters; 1 to {MaxKey} are expected.");
        WaitOf(options?.Wait ?? TimeSpan.Zero);
    }

    public static TimeSpan WaitOf(TimeSpan wait) => wait <= s_longestWait ? wait : throw InProcessErrors.Invalid("wait", $"is {wait.InWords()}; at most {s_longestWait.InWords()} is expected.");

    /// <param name="within">What stands before the names of its fields.</param>
    public static JobQuery QueryOf(JobFilter filter, string within = "")
    {
        if (filter.Text is { Length: > MaxText } text)
            throw InProcessErrors.Invalid($"{within}q", $"has {text.Length} characters; at most {MaxText} are allowed.");
        if (filter.Sort is not (null or "name" or "status" or "health" or "restoreAge" or "updatedAt"))
            throw InProcessErrors.Invalid("sort", $"is '{filter.Sort}'; allowed: name, status, health, restoreAge, updatedAt.");
        return new JobQuery(
            EnumsOf<JobStatus>($"{within}status", filter.Statuses, status => status != JobStatus.None), filter.Tenant, filter.Cluster, EnumsOf<Health>($"{within}health", filter.Healths), filter.Labels.ToImmutableSortedDictionary(),
            filter.Text, filter.Quarantined, filter.Sort ?? "name", LimitOf(filter.Limit), filter.Cursor);
    }

    public static OperationQuery QueryOf(OperationFilter filter)
    {
        OperationState? state = filter.State is { } name ? EnumsOf<OperationState>("state", [name])[0] : null;
        return new OperationQuery(state, JobOf(filter.JobId), LimitOf(filter.Limit), filter.Cursor);
    }

    public static AuditQuery QueryOf(AuditFilter filter)
    {
        var query = new AuditQuery(JobOf(filter.JobId), filter.By, filter.Since, filter.Until, LimitOf(filter.Limit), filter.Cursor);
        return query.Check() is [] ? query : throw InProcessErrors.Invalid(query.Check());
    }

    public static ImmutableArray<string> ColumnsOf(IReadOnlyList<string> names) =>
        names.FirstOrDefault(name => !JobCensus.Names.Contains(name)) is { } odd ? throw InProcessErrors.Invalid("by", $"is '{odd}'; allowed: {string.Join(", ", JobCensus.Names)}.") : [.. names.Distinct()];

    public static BatchResultQuery QueryOf(BatchResultFilter filter) => new(EnumsOf<BatchJobState>("state", filter.States), LimitOf(filter.Limit), filter.Cursor);

    public static LogRequest RequestOf(LogFilter filter)
    {
        var request = new LogRequest(filter.Source ?? LogRequest.JobManager, filter.Bytes ?? LogRequest.DefaultBytes, filter.Before);
        if (!LogRequest.IsSource(request.Source))
            throw InProcessErrors.Invalid("source", $"is '{request.Source}'; allowed: jobmanager, container, taskmanager-ID.");
        if (request.Bytes is < 1 or > LogRequest.MaxBytes)
            throw InProcessErrors.Invalid("tail", $"is {request.Bytes}; allowed: 1 to {LogRequest.MaxBytes}.");
        return request.Before is null or > 0 ? request : throw InProcessErrors.Invalid("before", $"is '{request.Before}'; nothing is before the beginning.");
    }

    public static long PositionOf(string after) =>
        long.TryParse(after, out var position) && position >= 0 ? position : throw InProcessErrors.Invalid("after", $"is '{after}'; a position that was answered before is expected.");

    public static int LimitOf(int limit) => limit is >= 1 and <= MaxPage ? limit : throw InProcessErrors.Invalid("limit", $"is '{limit}'; a whole number from 1 to {MaxPage} is expected.");

    private static JobId? JobOf(string? id) => id is null ? null : SpecValidator.IsId(id) ? new JobId(id) : throw InProcessErrors.Invalid("jobId", $"is '{id}'; ids are of [a-z0-9-].");

    private static ImmutableArray<T> EnumsOf<T>(string field, IReadOnlyList<string> names, Func<T, bool>? allowed = null)
        where T : struct, Enum =>
        [
            .. names.Select(name => EnumNames.Find<T>(name) is { } value && allowed?.Invoke(value) != false
                ? value
                : throw InProcessErrors.Invalid(field, $"is '{name}'; allowed: {string.Join(", ", Enum.GetValues<T>().Where(allowed ?? (_ => true)).Select(EnumNames.Of))}.")),
        ];
}
