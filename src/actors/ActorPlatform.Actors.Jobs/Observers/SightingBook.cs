using System.Collections.Immutable;
using ActorPlatform.Actors.Jobs.Settings;
using ActorPlatform.Jobs;
using ActorPlatform.Jobs.Ports;

namespace ActorPlatform.Actors.Jobs.Observers;

/// <summary>Which sightings of a cluster's applications their jobs have taken, and which are to be told. Pure but for its own memory; not thread safe.</summary>
/// <param name="tells">Whose sightings these are: those of other jobs are other nodes' to tell. Null: all.</param>
internal sealed class SightingBook(ObserverOptions options, Func<JobId, bool>? tells = null)
{
    private readonly Dictionary<ApplicationId, Entry> _entries = [];

    // Those among them that are news and not on their way: to look through all for each one that is told would be the square of a bulk start.
    private readonly HashSet<Entry> _news = [];
    private readonly Dictionary<ApplicationId, DateTimeOffset> _toldMissing = [];

    // When the confirmation of an absent application began last; only of those that are absent now.
    private Dictionary<ApplicationId, long> _confirmed = [];
    private long _confirmations;

    /// <summary>Sightings on their way.</summary>
    public int InFlight { get; private set; }

    /// <summary>Applications remembered.</summary>
    public int Count => _entries.Count;

    /// <summary>Notes a sweep.</summary>
    /// <param name="confirming">Absences whose confirmation is under way.</param>
    /// <returns>The applications that lived when last seen, or are expected to, and are not in it: those to be confirmed now. None unless the sweep is settled.</returns>
    public ImmutableArray<ExpectedApplication> Note(
        ApplicationSweep sweep, ImmutableArray<RunAddress> watched, IReadOnlySet<ApplicationId> confirming, DateTimeOffset now)
    {
        var present = new HashSet<ApplicationId>(sweep.Applications.Length);
        foreach (var report in sweep.Applications)
        {
            present.Add(report.Id);
            if (tells is null || tells(report.Job))
                Note(report);
            else
                LeaveToOthers(report.Id);
        }

        if (!sweep.Settled)
            return [];
        Forget(present, now);
        return Next([.. Absent(present, watched).Where(e => !_toldMissing.ContainsKey(e.Application))], confirming);
    }

    /// <summary>Notes one application.</summary>
    public void Note(ApplicationReport report)
    {
        if (_entries.TryGetValue(report.Id, out var entry))
        {
            // Most say the same again: the old one is kept, which is old in the heap as well.
            if (entry.Seen != report)
                entry.Seen = report;
        }
        else if (_entries.Count < options.Remembered || MakeRoom())
        {
            entry = _entries[report.Id] = new Entry(report);
        }

        if (entry is { OnItsWay: false, IsNews: true })
            _news.Add(entry);
    }

    /// <summary>Takes what is to be told now, within the bound of what may be on its way.</summary>
    public ImmutableArray<ApplicationReport> TakeNews(DateTimeOffset now)
    {
        var news = ImmutableArray.CreateBuilder<ApplicationReport>();
        foreach (var entry in _news)
        {
            if (InFlight >= options.InFlight)
                break;
            if (now < entry.NotBefore)
                continue;
            _news.Remove(entry);
            if (!entry.IsNews)
                continue;
            entry.OnItsWay = true;
            InFlight++;
            news.Add(entry.Seen);
        }

        return news.ToImmutable();
    }

    /// <summary>A job has answered, or not, what it was told.</summary>
    public void Ended(ApplicationReport told, MailReceipt receipt, DateTimeOffset now)
    {
        InFlight--;
        if (!_entries.TryGetValue(told.Id, out var entry))
            return;
        entry.OnItsWay = false;
        entry.IsUnknown = receipt == MailReceipt.UnknownJob;
        if (receipt == MailReceipt.Taken)
            entry.Taken = told;
        else
            entry.NotBefore = now + (entry.IsUnknown ? options.UnknownEvery : options.AcknowledgeWithin);
        if (entry.IsNews)
            _news.Add(entry);
    }

    /// <summary>A job has taken that its application is unknown: nothing is remembered of it, and for a while it is not told again.</summary>
    public void Missing(ApplicationId application, DateTimeOffset now)
    {
        Remove(application);
        _toldMissing[application] = now + options.AcknowledgeWithin;
    }

    /// <summary>Living applications whose job is unknown here. Told again once in a while: the job may come to be known.</summary>
    public ImmutableArray<ApplicationId> Unknown() => [.. _entries.Values.Where(e => e is { IsUnknown: true, Seen.IsFinal: false }).Select(e => e.Seen.Id)];

    // Who was confirmed last comes last: jobs that cannot take the news now (quarantined ones never can) must not keep the others from theirs.
    private ImmutableArray<ExpectedApplication> Next(IReadOnlyCollection<ExpectedApplication> absent, IReadOnlySet<ApplicationId> confirming)
    {
        _confirmed = absent.Where(e => _confirmed.ContainsKey(e.Application)).ToDictionary(e => e.Application, e => _confirmed[e.Application]);
        ImmutableArray<ExpectedApplication> next =
        [
            .. absent.Where(e => !confirming.Contains(e.Application))
                .OrderBy(e => _confirmed.GetValueOrDefault(e.Application))
                .Take(options.ConfirmationsPerRound - confirming.Count),
        ];
        foreach (var expected in next)
            _confirmed[expected.Application] = ++_confirmations;
        return next;
    }

    private IEnumerable<ExpectedApplication> Absent(HashSet<ApplicationId> present, ImmutableArray<RunAddress> watched)
    {
        foreach (var entry in _entries.Values)
            if (!entry.Seen.IsFinal && !present.Contains(entry.Seen.Id))
                yield return new ExpectedApplication(entry.Seen.Job, entry.Seen.Run, entry.Seen.Id);
        foreach (var run in watched)
            if (!present.Contains(run.Application) && !_entries.ContainsKey(run.Application))
                yield return new ExpectedApplication(run.Job, run.Run, run.Application);
    }

    private void Forget(HashSet<ApplicationId> present, DateTimeOffset now)
    {
        foreach (var (id, until) in _toldMissing)
            if (until <= now || present.Contains(id))
                _toldMissing.Remove(id);
        foreach (var (id, entry) in _entries)
            if (entry is { MayBeForgotten: true, Seen.IsFinal: true } && !present.Contains(id))
                Remove(id);
    }

    private bool MakeRoom()
    {
        foreach (var (id, entry) in _entries)
            if (entry.MayBeForgotten)
                return Remove(id);
        return false;
    }

    // Forgotten, so that it is told anew should it come back to this node: what happens in between, another one tells.
    private void LeaveToOthers(ApplicationId application)
    {
        if (_entries.TryGetValue(application, out var entry) && !entry.OnItsWay)
            Remove(application);
    }

    private bool Remove(ApplicationId application)
    {
        if (!_entries.Remove(application, out var entry))
            return false;
        _news.Remove(entry);
        return true;
    }

    private sealed class Entry(ApplicationReport seen)
    {
        public ApplicationReport Seen { get; set; } = seen;

        public ApplicationReport? Taken { get; set; }

        public bool OnItsWay { get; set; }

        public bool IsUnknown { get; set; }

        public bool MayBeForgotten => !OnItsWay && (IsUnknown || !IsNews);

        public DateTimeOffset NotBefore { get; set; } = DateTimeOffset.MinValue;

        /// <summary>Diagnostics of a living application are no news: the resource manager rewrites them all the time.</summary>
        public bool IsNews => Taken is not { } taken
            || taken.State != Seen.State || taken.Final != Seen.Final || taken.RestAddress != Seen.RestAddress || taken.WebUrl != Seen.WebUrl;
    }
}

/// <summary>An application that should be there.</summary>
internal sealed record ExpectedApplication(JobId Job, int Run, ApplicationId Application);
