using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json;
using ActorPlatform.Chaos.Checking;
using ActorPlatform.Chaos.Clients;
using ActorPlatform.Chaos.Nemesis;
using ActorPlatform.Chaos.Processes;
using Npgsql;

namespace ActorPlatform.Chaos.Runs;

/// <summary>One run: faults and clients together, then only clients' repetitions, then the judgement.</summary>
internal sealed class ChaosRun(Site site, Recorder recorder, int seed)
{
    /// <summary>How long after the last fault everybody may need until all jobs answer through all nodes (I8). A start alone took 17 s on a busy machine, and a node with a fail point starts twice; one that finds no way into the cluster for 30 s ends, and is started again.</summary>
    private static readonly TimeSpan s_answersWithin = TimeSpan.FromSeconds(150);

    /// <summary>How long after that all operations may need: bounds of jobs (SiteConfiguration) that began with the last fault.</summary>
    private static readonly TimeSpan s_endsWithin = TimeSpan.FromMinutes(4);

    private readonly Observer _observer = new(site);
    private readonly Workload _workload = new(site, recorder, seed);
    private readonly HashSet<Violation> _violations = [];
    private readonly Lock _gate = new();
    private Dictionary<(string Entity, long Sequence), JournalRow> _seen = [];
    private ImmutableArray<Promotion> _promotions = [];
    private IReadOnlyList<JournalRow> _onStandby = [];
    private bool _databaseClockLies;

    public async Task<IReadOnlyList<Violation>> ExecuteAsync(IReadOnlyList<Step> steps)
    {
        await _workload.DefineAsync();
        _databaseClockLies = steps.Any(step => step.Fault == Fault.StepDatabaseClock);
        recorder.Tell($"{steps.Count} faults");

        using var end = new CancellationTokenSource();
        var work = _workload.RunAsync(end.Token);
        var watch = WatchAsync(end.Token);
        await new NemesisRun(site, recorder.Tell, async port => _onStandby = await _observer.JournalAsync(port), Promote).CarryOutAsync(steps);
        recorder.Tell("the faults are over");
        var faultsOver = Stopwatch.StartNew();
        var reached = await ReachAllAsync();
        recorder.Tell($"all jobs were asked through all nodes {faultsOver.Elapsed.TotalSeconds:0.0} s after the last fault: {reached.Count(reach => reach.Status == 200)} of {reached.Count} answered");
        await end.CancelAsync();
        await Task.WhenAll(work, watch);

        await _workload.RepeatAllAsync();

        // What is wrong already may never come to rest.
        if (_violations.Count > 0)
            return await JudgeAsync(new EndOfRun());
        var finished = await FinishAsync(reached);
        recorder.Tell($"at rest {faultsOver.Elapsed.TotalSeconds:0.0} s after the last fault");
        return await JudgeAsync(finished);
    }

    private async Task<IReadOnlyList<Violation>> JudgeAsync(EndOfRun end)
    {
        var history = await HistoryAsync() with { End = end };
        await File.WriteAllTextAsync(Path.Combine(site.Folder, "end.json"), JsonSerializer.Serialize(history with { Attempts = [], Seen = [] }));
        var by = history.Attempts.GroupBy(attempt => attempt.Outcome).ToDictionary(group => group.Key, group => group.Count());
        recorder.Tell($"{string.Join(", ", by.Select(pair => $"{pair.Value} {pair.Key}"))}; {history.Journal.Count} rows, {history.Journal.Count(row => row.Claim is not null)} claims, "
            + $"{history.Applications.Count} applications, {end.Operations.Count} operations, nodes ended by themselves {site.Nodes.Sum(node => node.Endings)} times");
        return [.. _violations.Union(HistoryChecker.Check(history)), .. await CheckReportsAsync()];
    }

    // The rows that the stand-by has are durable for ever; of those that it lacks only what is written again.
    private void Promote()
    {
        lock (_gate)
        {
            recorder.Tell($"a stand-by is promoted with {_onStandby.Count} rows; {_seen.Keys.Except(_onStandby.Select(row => (row.Entity, row.Sequence))).Count()} that were seen are lost");
            _promotions = _promotions.Add(new Promotion(recorder.Now, _onStandby));
            _seen = _onStandby.ToDictionary(row => (row.Entity, row.Sequence));
        }
    }

    /// <summary>That commits may be lost is told by the first start afterwards, and noted for the readers of events.</summary>
    private async Task<IReadOnlyList<Violation>> CheckReportsAsync()
    {
        if (_promotions.IsEmpty)
            return [];
        var logs = await Task.WhenAll(site.Nodes.Select(node => File.ReadAllLinesAsync(node.LogFile)));
        var (ended, started) = (CountOf("The database's log changed from timeline"), CountOf("The database is not the one of before"));
        recorder.Tell($"{_promotions.Length} promotions: seen by {ended} incarnations, told by {started} starts");
        return started > 0 && await _observer.IsGenerationNotedAsync() ? [] : [new Violation("F12", $"{_promotions.Length} stand-bys were promoted; {started} starts said so.")];

        int CountOf(string text) => logs.Sum(lines => lines.Count(line => line.Contains(text, StringComparison.Ordinal)));
    }

    // What must never be is also sought during the run: a later fault may hide it.
    private async Task WatchAsync(CancellationToken end)
    {
        while (!end.IsCancellationRequested)
        {
            await Task.Delay(TimeSpan.FromSeconds(1), CancellationToken.None);
            await site.KeepAsync();
            try
            {
                foreach (var violation in HistoryChecker.Check(await HistoryAsync() with { Attempts = [] }))
                    if (_violations.Add(violation))
                        recorder.Tell($"VIOLATION {violation.Invariant}: {violation.What}");
            }
            catch (NpgsqlException)
            {
                // The database is away by a step of the nemesis.
            }
        }
    }

    private async Task<History> HistoryAsync()
    {
        // Before the journal: what was acknowledged by then is in it.
        var (attempts, promotions) = (recorder.Attempts, _promotions);
        var history = await _observer.HistoryAsync();
        lock (_gate)
        {
            // Read from the server that is gone by now, or from both: what that one had says nothing of the present one.
            if (promotions != _promotions)
                return new History();
            history = history with { Attempts = attempts, Seen = [.. _seen.Values], Promotions = promotions, Journal = _databaseClockLies ? [.. history.Journal.Select(row => row with { CommittedAt = null })] : history.Journal };
            foreach (var row in history.Journal)
                _seen.TryAdd((row.Entity, row.Sequence), row);
            return history;
        }
    }

    /// <summary>Asks for each job through each node until all answer, or the time is over; the clients go on meanwhile.</summary>
    private async Task<IReadOnlyList<Reach>> ReachAllAsync()
    {
        var clock = Stopwatch.StartNew();
        while (true)
        {
            var reached = await Task.WhenAll(site.Nodes.SelectMany(node => _workload.JobIds.Select(job => _observer.ReadAsync(job, node))));
            if (reached.All(read => read.Reach.Status == 200) || clock.Elapsed > s_answersWithin)
                return [.. reached.Select(read => read.Reach)];
            await Task.Delay(TimeSpan.FromMilliseconds(500));
        }
    }

    /// <summary>Waits until all is done, or the time is over.</summary>
    private async Task<EndOfRun> FinishAsync(IReadOnlyList<Reach> reached)
    {
        var clock = Stopwatch.StartNew();
        while (true)
        {
            await site.KeepAsync();
            var reads = await Task.WhenAll(_workload.JobIds.Select(job => _observer.ReadAsync(job, site.Nodes[0])));
            var end = new EndOfRun { Reached = reached, Operations = await _observer.OperationsAsync(), Jobs = [.. reads.Select(read => read.End).OfType<JobEnd>()] };
            var atRest = end.Jobs.Count == _workload.JobIds.Count && end.Jobs.All(EndRules.IsResting) && end.Operations.All(EndRules.IsOver);
            if (atRest || clock.Elapsed > s_endsWithin)
                return end;
            await Task.Delay(TimeSpan.FromSeconds(1));
        }
    }
}
