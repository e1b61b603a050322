using System.Collections.Immutable;
using System.Globalization;
using ActorPlatform.Actors.Entities;
using ActorPlatform.Actors.Jobs.Batches;
using ActorPlatform.Actors.Jobs.Rows;
using ActorPlatform.Actors.Jobs.Serialization;
using ActorPlatform.Actors.Storage.Commits;
using ActorPlatform.Jobs;
using ActorPlatform.Jobs.Batches;
using ActorPlatform.Jobs.Events;
using ActorPlatform.Jobs.Facade;
using ActorPlatform.Jobs.Operations;

namespace ActorPlatform.Actors.Jobs.Facade;

/// <summary>Reads who asked for what from the journal.</summary>
internal sealed class JobAudit(ICommitStore commits)
{
    private const int Page = 500;

    /// <summary>Commits looked at for one answer: what is rare is looked for over several.</summary>
    private const int MostRead = 5_000;

    public async Task<AuditPage> ReadAsync(AuditQuery query, CancellationToken cancellationToken)
    {
        var items = ImmutableArray.CreateBuilder<AuditEntry>();
        var place = PlaceOf(query.Cursor);
        for (var read = 0; read < MostRead; read += Page)
        {
            var asked = new AskedQuery(query.Job is { } job ? JobDefinition.PersistenceIdOf(job) : null, place, query.Since, query.Until, Page);
            var page = await commits.ReadAskedAsync(asked, cancellationToken);
            foreach (var commit in page)
            {
                if (items.Count == query.Limit)
                    return new AuditPage(items.ToImmutable(), CursorOf(place));
                place = commit.Place;
                if (EntryOf(commit.Commit) is { } entry && (query.By is null || entry.By == query.By))
                    items.Add(entry);
            }

            if (page.Length < Page)
                return new AuditPage(items.ToImmutable(), null);
        }

        return new AuditPage(items.ToImmutable(), CursorOf(place));
    }

    private static AuditEntry? EntryOf(StoredCommit stored)
    {
        if (BatchDefinition.Is(stored.PersistenceId))
        {
            var batch = ReadCommit<BatchEvent>.Of(stored);
            return batch.Value is { } created ? EntryOf(created) : Unreadable(stored, null, batch.Why!);
        }

        if (JobDefinition.JobOf(stored.PersistenceId) is not { } job)
            return null;
        var read = ReadCommit<JobEvent>.Of(stored);
        if (read.Value is not { } commit)
            return Unreadable(stored, job, read.Why!);
        if (commit.Fingerprint is null || commit.Events.FirstOrDefault(e => e is JobDefined or SpecChanged or OperationAccepted) is not { } asked)
            return null;
        var (command, operation, reason) = asked switch
        {
            OperationAccepted e => (EnumNames.Of(e.Kind), (OperationId?)e.Id, e.Arguments.Reason),
            SpecChanged => ("CHANGE_SPEC", null, null),
            _ => ("DEFINE", null, null),
        };
        return new AuditEntry(commit.At, commit.By, job, command, operation, reason, EventSummaries.Of(asked));
    }

    // Who asked is in what cannot be read.
    private static AuditEntry Unreadable(StoredCommit stored, JobId? job, string why) =>
        new(stored.WrittenAt, null, job, ReadCommit<JobEvent>.Unreadable.ToUpperInvariant(), null, null, why);

    private static AuditEntry? EntryOf(Commit<BatchEvent> commit)
    {
        if (commit.Events.FirstOrDefault() is not BatchCreated created)
            return null;
        var plan = created.Plan;
        return new AuditEntry(
            commit.At, commit.By, null, EnumNames.Of(OperationKind.Batch), created.Operation, plan.Reason, $"{EnumNames.Of(plan.Action)} of {BatchTexts.Jobs(plan.Jobs.Length)} was accepted, as {created.Batch}.");
    }

    private static string? CursorOf(long? place) => place?.ToString(CultureInfo.InvariantCulture);

    private static long? PlaceOf(string? cursor)
    {
        if (cursor is null)
            return null;
        return long.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out var place)
            ? place
            : throw new InvalidCursorException("The cursor was not given out by the audit; ask for the first page again.");
    }
}
