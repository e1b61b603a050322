using System.Diagnostics.Metrics;
using ActorPlatform.Actors.Entities;
using ActorPlatform.Jobs;
using ActorPlatform.Jobs.Batches;
using ActorPlatform.Jobs.Operations;

namespace ActorPlatform.Actors.Jobs.Metrics;

/// <summary>What is counted of jobs and batches: meter <c>ActorPlatform.Jobs</c>. Tags are of closed sets or of the configuration, never a job.</summary>
internal sealed class JobTally : ITally<JobState>, ITally<BatchState>, IDisposable
{
    public const string Name = "ActorPlatform.Jobs";

    private readonly Meter _meter = new(Name);
    private readonly Counter<long> _operations;
    private readonly Histogram<double> _operationDuration;
    private readonly Histogram<double> _startDuration;
    private readonly Counter<long> _changes;
    private readonly Counter<long> _restorePoints;
    private readonly RestoreAges _ages;

    public JobTally(TimeProvider time)
    {
        var seconds = new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 600, 1800, 3600] };
        _ages = new RestoreAges(time);
        _operations = _meter.CreateCounter<long>("actorplatform.operations", null, "Operations that ended, by kind and outcome.");
        _operationDuration = _meter.CreateHistogram("actorplatform.operation.duration", "s", "From accepting an operation to its end.", tags: null, seconds);
        _startDuration = _meter.CreateHistogram("actorplatform.run.start.duration", "s", "From deciding on a run to all its tasks running, retries included.", tags: null, seconds);
        _changes = _meter.CreateCounter<long>("actorplatform.status.changes", null, "Changes of the status of jobs.");
        _restorePoints = _meter.CreateCounter<long>("actorplatform.restore.points", null, "Restore points that came to a ledger, by kind.");
        _meter.CreateObservableGauge("actorplatform.restore.point.age.max", _ages.Oldest, "s", "Age of the newest restore point of the running job of this node that has the oldest one, by cluster.");
        _meter.CreateObservableGauge("actorplatform.restore.point.missing", _ages.Missing, null, "Running jobs of this node without any restore point, by cluster.");
    }

    public void Loaded(string entityId, JobState state) => _ages.Put(entityId, state);

    public void Unloaded(string entityId) => _ages.Remove(entityId);

    public void Committed(string entityId, JobState before, JobState after)
    {
        // Arrays that are the same hold the same: most commits change one of them, if any.
        if (before.Status != after.Status || before.Ledger != after.Ledger)
            _ages.Put(entityId, after);
        if (before.Status != after.Status)
            _changes.Add(1, new("from", EnumNames.Of(before.Status)), new("to", EnumNames.Of(after.Status)));
        if (before.Operations != after.Operations)
            CountOperations(before, after);
        if (before.Runs != after.Runs)
            CountStart(before, after);
        if (before.Ledger != after.Ledger)
            CountRestorePoints(before, after);
    }

    public void Loaded(string entityId, BatchState state)
    {
    }

    public void Committed(string entityId, BatchState before, BatchState after)
    {
        if (after.Operation is { IsOver: true } operation && before.Operation is not { IsOver: true })
            Count(operation);
    }

    public void Dispose() => _meter.Dispose();

    private void CountStart(JobState before, JobState after)
    {
        if (after.Run is { RunningAt: { } running } run && !before.Runs.Any(r => r.Number == run.Number && r.RunningAt is not null))
            _startDuration.Record((running - run.PlannedAt).TotalSeconds, new KeyValuePair<string, object?>("cluster", run.Cluster));
    }

    private void CountRestorePoints(JobState before, JobState after)
    {
        foreach (var point in after.Ledger.Where(p => !before.Ledger.Any(b => b.Id == p.Id)))
            _restorePoints.Add(1, new KeyValuePair<string, object?>("kind", EnumNames.Of(point.Kind)));
    }

    private void CountOperations(JobState before, JobState after)
    {
        foreach (var operation in after.Operations.Where(o => o.IsOver && !before.Operations.Any(b => b.Id == o.Id && b.IsOver)))
            Count(operation);
    }

    private void Count(Operation operation)
    {
        KeyValuePair<string, object?> kind = new("kind", EnumNames.Of(operation.Kind)), outcome = new("outcome", EnumNames.Of(operation.State));
        _operations.Add(1, kind, outcome);
        if (operation.EndedAt is { } ended)
            _operationDuration.Record((ended - operation.AcceptedAt).TotalSeconds, kind, outcome);
    }
}
