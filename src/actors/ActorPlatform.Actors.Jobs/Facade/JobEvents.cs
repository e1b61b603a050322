using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using ActorPlatform.Actors.Entities;
using ActorPlatform.Actors.Jobs.Rows;
using ActorPlatform.Actors.Jobs.Serialization;
using ActorPlatform.Actors.Storage;
using ActorPlatform.Actors.Storage.Commits;
using ActorPlatform.Actors.Storage.Feed;
using ActorPlatform.Jobs;
using ActorPlatform.Jobs.Events;
using ActorPlatform.Jobs.Facade;

namespace ActorPlatform.Actors.Jobs.Facade;

/// <summary>Reads journals as people see them.</summary>
internal sealed class JobEvents(IStorage storage)
{
    private const int Page = 1000;

    /// <summary>A page of a job's own journal. Commits are not torn apart: the last one's events may exceed the limit.</summary>
    public async Task<EventPage> ReadAsync(JobId job, long afterSequence, int limit, CancellationToken cancellationToken)
    {
        var items = ImmutableArray.CreateBuilder<EventView>();
        var next = afterSequence;
        while (items.Count < limit)
        {
            var commits = await storage.Commits.ReadAsync(JobDefinition.PersistenceIdOf(job), next, Math.Min(limit, Page), cancellationToken);
            foreach (var commit in commits)
            {
                if (items.Count >= limit)
                    return new EventPage(items.ToImmutable(), Text(next), Outdated: false);
                next = commit.Sequence;
                var read = ReadCommit<JobEvent>.Of(commit);
                if (read.Value is { } decoded)
                    items.AddRange(decoded.Events.Select(e => View(Text(next), job, decoded.By, e)));
                else
                    items.Add(Unreadable(Text(next), job, commit, read.Why!));
            }

            if (commits.IsEmpty)
                break;
        }

        return new EventPage(items.ToImmutable(), Text(next), Outdated: false);
    }

    /// <summary>A page of all jobs' events in commit order.</summary>
    public async Task<EventPage> ReadFeedAsync(string? after, int limit, CancellationToken cancellationToken)
    {
        var from = EventPosition.Parse(after);
        var page = await storage.Feed.ReadAsync(from.Commit, Math.Min(limit, Page), cancellationToken);
        if (page.Outdated)
            return new EventPage([], after ?? "", Outdated: true);
        var items = ImmutableArray.CreateBuilder<EventView>();
        var before = from;
        foreach (var item in page.Items)
        {
            if (JobDefinition.JobOf(item.Commit.PersistenceId) is { } job)
                AddViews(items, job, item, before);
            before = new EventPosition(item.Position, 0);
        }

        return new EventPage(items.ToImmutable(), page.Items.IsEmpty ? after ?? page.Next : page.Next, Outdated: false);
    }

    /// <summary>The position up to which the feed can be read now.</summary>
    public Task<string> ReadFeedPositionAsync(CancellationToken cancellationToken) => storage.Feed.ReadPositionAsync(cancellationToken);

    /// <summary>All spec versions, oldest first; null when the job was never defined.</summary>
    /// <param name="newest">The present version: nothing behind it is read.</param>
    /// <exception cref="JobUnavailableException">A commit before it cannot be read: a version might be missing.</exception>
    public async Task<ImmutableArray<SpecVersion>> ReadSpecVersionsAsync(JobId job, int newest, CancellationToken cancellationToken)
    {
        var versions = ImmutableArray.CreateBuilder<SpecVersion>();
        for (long next = 0; versions.Count < newest;)
        {
            var commits = await storage.Commits.ReadAsync(JobDefinition.PersistenceIdOf(job), next, Page, cancellationToken);
            if (commits.IsEmpty)
                break;
            next = commits[^1].Sequence;
            versions.AddRange(commits.SelectMany(c => EventsOf(c)).Select(VersionOf).OfType<SpecVersion>());
        }

        return versions.ToImmutable();
    }

    private static SpecVersion? VersionOf(JobEvent @event) => @event switch
    {
        JobDefined e => new SpecVersion(1, e.At, e.By, e.Spec),
        SpecChanged e => new SpecVersion(e.Version, e.At, e.By, e.Spec),
        _ => null,
    };

    /// <summary>A position inside a commit is written as "so many events after the commit before": a reader that stopped there misses none of the others.</summary>
    private static void AddViews(ImmutableArray<EventView>.Builder items, JobId job, FeedItem item, EventPosition before)
    {
        var (read, position) = (ReadCommit<JobEvent>.Of(item.Commit), item.Position);
        if (read.Value is not { } commit)
        {
            items.Add(Unreadable(position, job, item.Commit, read.Why!));
            return;
        }

        for (var i = before.Events; i < commit.Events.Length; i++)
        {
            var at = i == commit.Events.Length - 1 ? position : new EventPosition(before.Commit, i + 1).ToString();
            items.Add(View(at, job, commit.By, commit.Events[i]));
        }
    }

    private static EventView View(string position, JobId job, string? by, JobEvent @event) => new(
        position,
        job,
        @event.At,
        EventSummaries.ByOf(@event) ?? by,
        EventTypes.Of(@event),
        EventSummaries.RunOf(@event),
        EventSummaries.Of(@event),

        // Specs are stored as they were sent; what else an event says has no secrets (Masking).
        Secrets.HideJson(JsonSerializer.Serialize(@event, JobJsonContext.Default.JobEvent)))
    {
        Status = EventSummaries.StatusOf(@event),
    };

    private static EventView Unreadable(string position, JobId job, StoredCommit commit, string why) =>
        new(position, job, commit.WrittenAt, null, ReadCommit<JobEvent>.Unreadable, null, why, "{}");

    private static ImmutableArray<JobEvent> EventsOf(StoredCommit commit)
    {
        var read = ReadCommit<JobEvent>.Of(commit);
        return read.Value?.Events ?? throw new JobUnavailableException($"The spec's versions cannot be told. {read.Why}");
    }

    private static string Text(long sequence) => sequence.ToString(CultureInfo.InvariantCulture);
}
