using System.Collections.Immutable;
using ActorPlatform.Jobs;
using ActorPlatform.Jobs.Ports;
using ActorPlatform.Jobs.Retry;

namespace ActorPlatform.Simulation.Outside;

/// <summary>A YARN with Flink on it in virtual time, with the facts that bite built in: late and lost requests, forgotten applications, unknown after a restart, jobs that outlive their node.</summary>
/// <remarks>Runs on one thread: every delay is a timer of the virtual clock, every chance comes from the seed. It keeps the truth, and reports each moment with two live applications of one job.</remarks>
internal sealed class SimulatedYarn(TimeProvider time, Random random, Action<string> trace) : ICluster
{
    private static readonly TimeSpan s_callTimeout = TimeSpan.FromSeconds(10);
    private readonly Dictionary<ApplicationId, SimulatedApplication> _applications = [];
    private readonly Dictionary<string, SavepointFound> _savepoints = [];
    private DateTimeOffset _upSince = time.GetUtcNow();
    private bool _down;
    private readonly HashSet<ApplicationId> _launched = [];
    private readonly List<SimulatedApplication> _forgotten = [];
    private int _ids;

    public string Name => "a";

    public WorldOptions Options { get; set; } = new();

    public List<string> Violations { get; } = [];

    public IEnumerable<SimulatedApplication> Live => _applications.Values.Concat(_forgotten).Where(a => a.Lives);

    /// <summary>Restore points that were chosen although Flink had deleted them.</summary>
    public List<RunPlan> LostPoints { get; } = [];

    /// <summary>Applications of which a failover took every trace from the journal: each is a stray, to be seen and killed, and only then gone.</summary>
    public HashSet<ApplicationId> Disowned { get; } = [];

    /// <summary>The older one of each two that lived together: what an act of a former time made.</summary>
    public List<SimulatedApplication> Strays { get; } = [];

    public int Submissions { get; private set; }

    /// <summary>Whose application it is; null for one that never came.</summary>
    public JobId? JobOf(ApplicationId application) => _applications.TryGetValue(application, out var found) ? found.Plan.Job : null;

    public ClusterTraffic Traffic => new(0, ImmutableDictionary<string, string>.Empty);

    /// <summary>Each call is noted: one that was made without the right to act is a violation.</summary>
    public void NoteCall(DateTimeOffset rightUntil, DateTimeOffset now)
    {
        if (now >= rightUntil)
            Violations.Add($"{now:HH:mm:ss} a call without the right to act, which ended at {rightUntil:HH:mm:ss}");
    }

    private DateTimeOffset Now => time.GetUtcNow();

    public Task<PrepareOutcome> PrepareAsync(RunPlan plan, CancellationToken cancellationToken) => Call<PrepareOutcome>(
        "prepare",
        () =>
        {
            if (plan.Restore is { } restore && !Exists(restore.Path))
                LostPoints.Add(plan);
            return new PrepareOutcome.Prepared(new ApplicationId($"application_1_{++_ids:0000}"));
        },
        cancellationToken);

    public Task<PostOutcome> PostAsync(RunPlan plan, ApplicationId application, CancellationToken cancellationToken) => Call<PostOutcome>(
        $"post {application.Value}",
        () =>
        {
            Submissions++;
            if (!_applications.ContainsKey(application))
                Launch(new SimulatedApplication(plan, application));
            return new PostOutcome.Accepted();
        },
        cancellationToken);

    public Task<ApplicationLookup> LookUpAsync(ApplicationId application, CancellationToken cancellationToken) => Call<ApplicationLookup>(
        $"look up {application.Value}",
        () => _applications.TryGetValue(application, out var found) && Visible ? new ApplicationLookup.Found(found.Report()) : new ApplicationLookup.Missing(Settled),
        cancellationToken);

    public Task<bool> RemembersSinceAsync(DateTimeOffset since, CancellationToken cancellationToken) => Call(
        "recall", () => Options.SaysItRemembers || _forgotten.All(a => a.FinishedAt < since), cancellationToken);

    public Task<ApplicationSweep> FetchApplicationsAsync(CancellationToken cancellationToken) => Call(
        "sweep", () => new ApplicationSweep(Visible ? [.. _applications.Values.Select(a => a.Report())] : [], Settled), cancellationToken);

    public Task KillAsync(ApplicationId application, CancellationToken cancellationToken) => Call(
        $"kill {application.Value}",
        () =>
        {
            if (_applications.TryGetValue(application, out var found) && found.FinishedAt is null)
                End(found, ApplicationState.Killed, FinalStatus.Killed, lives: false);
            return true;
        },
        cancellationToken);

    public Task<RunReport> FetchRunAsync(RunAddress run, CancellationToken cancellationToken) => CallMaster(
        run, a => new RunReport(a.Job, a.Job == FlinkJobState.Running ? 2 : 0, 2, [.. a.Retained], a.Checkpoints.Count, 0, [], null), cancellationToken);

    public Task TriggerSavepointAsync(RunAddress run, SavepointRequest request, CancellationToken cancellationToken) => CallMaster(
        run,
        a =>
        {
            if (a.Triggers.TryAdd(request.TriggerId, null))
                _ = CompleteAsync(a, request);
            return true;
        },
        cancellationToken);

    public Task<SavepointProgress> FetchSavepointAsync(RunAddress run, SavepointRequest request, CancellationToken cancellationToken) => CallMaster<SavepointProgress>(
        run,
        a =>
        {
            if (!a.Triggers.TryGetValue(request.TriggerId, out var found))
                return new SavepointProgress.Unknown();
            if (found is null)
                return new SavepointProgress.InProgress();
            if (request.Stop)
                End(a, ApplicationState.Finished, FinalStatus.Succeeded, lives: false);
            return new SavepointProgress.Completed(found);
        },
        cancellationToken);

    public Task<SavepointFound?> FindSavepointAsync(JobId job, int run, string triggerId, CancellationToken cancellationToken) =>
        Call("find savepoint", () => _savepoints.GetValueOrDefault(triggerId), cancellationToken, needsManager: false);

    public Task<ImmutableArray<CheckpointReport>> FindCheckpointsAsync(RunAddress run, CancellationToken cancellationToken) => Call<ImmutableArray<CheckpointReport>>(
        "find checkpoints", () => [.. (Find(run)?.Retained ?? [])], cancellationToken, needsManager: false);

    public async Task<JobManagerLife> ProbeJobManagerAsync(RunAddress run, CancellationToken cancellationToken)
    {
        await Task.Delay(Some(1), time, cancellationToken);
        return Find(run) switch
        {
            { IsCutOff: true } => JobManagerLife.Unknown,
            { Lives: true } => JobManagerLife.Alive,
            _ => JobManagerLife.Gone,
        };
    }

    public async Task<Failure> FetchFailureAsync(RunAddress run, ApplicationReport? report, CancellationToken cancellationToken)
    {
        await Task.Delay(Some(1), time, cancellationToken);
        return new Failure(FailureClass.UserCode, "The simulated job failed.", report?.Diagnostics, null, Now);
    }

    public Task<ClusterCapacity> FetchCapacityAsync(CancellationToken cancellationToken) => Call("capacity", () => new ClusterCapacity("sim", 1, 1, 1, 1, 1, 0, 0, 1, 1), cancellationToken);

    /// <summary>The job's running application fails for good.</summary>
    public void FailRun(string job) => End(Live.First(a => a.Plan.Job.Value == job), ApplicationState.Finished, FinalStatus.Failed, lives: false);

    /// <summary>One minute of the cluster's own life: failures, outages, checkpoints, forgetting.</summary>
    public async Task LiveAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            await Task.Delay(TimeSpan.FromSeconds(10), time, cancellationToken);
            foreach (var application in _applications.Values.Where(a => a is { Lives: true, Job: FlinkJobState.Running }).ToList())
                Live10Seconds(application);
            foreach (var old in _applications.Values.Where(a => a.FinishedAt < Now - Options.ForgetsAfter).ToList())
            {
                _applications.Remove(old.Id);
                _forgotten.Add(old);
            }

            if (!_down && Chance(Options.OutagesPerMinute / 6))
                _ = OutageAsync();
        }
    }

    private void Live10Seconds(SimulatedApplication application)
    {
        application.Complete(Now);
        if (!Chance(Options.FailuresPerMinute / 6))
            return;
        if (Chance(Options.NodeLosses))
        {
            application.IsCutOff = Chance(Options.CutOff);
            End(application, ApplicationState.Failed, FinalStatus.Failed, lives: true);
            _ = LinkAsync(application);
        }
        else
            End(application, ApplicationState.Finished, FinalStatus.Failed, lives: false);
    }

    private async Task LinkAsync(SimulatedApplication application)
    {
        await Task.Delay(Some(Options.OutlivesNode.TotalSeconds), time);
        application.Lives = false;
        trace($"{application.Id.Value} dies with its lost node");
    }

    private async Task OutageAsync()
    {
        _down = true;
        trace("the resource manager is down");
        await Task.Delay(Some(Options.Outage.TotalSeconds), time);
        (_down, _upSince) = (false, Now);
        trace("the resource manager is up");
    }

    private bool Settled => !_down && Now - _upSince > TimeSpan.FromSeconds(30);

    private bool Visible => Now - _upSince > TimeSpan.FromSeconds(20) || Now - _upSince == TimeSpan.Zero;

    private void Launch(SimulatedApplication application)
    {
        var other = Live.FirstOrDefault(a => a.Plan.Job == application.Plan.Job);
        _applications[application.Id] = application;
        application.LaunchedAt = Now;
        trace($"{application.Id.Value} of {application.Plan.Job.Value} run {application.Plan.Run} is launched");
        if (other is not null)
            Strays.Add(other.Plan.Run < application.Plan.Run ? other : application);
        if (other is not null && !Disowned.Contains(other.Id) && !Disowned.Contains(application.Id))
            Violations.Add($"{Now:HH:mm:ss} I4: {application.Id.Value} (run {application.Plan.Run}) is launched while {other.Id.Value} (run {other.Plan.Run}) of {other.Plan.Job.Value} lives");
        if (!_launched.Add(application.Id))
            Violations.Add($"{Now:HH:mm:ss} I4: {application.Id.Value} (run {application.Plan.Run}) is launched a second time: the resource manager had forgotten it");
        _ = StartAsync(application);
    }

    private async Task StartAsync(SimulatedApplication application)
    {
        await Task.Delay(Some(2), time);
        if (application.State == ApplicationState.New)
            application.State = ApplicationState.Accepted;
        await Task.Delay(Some(20), time);
        if (application.FinishedAt is not null)
            return;
        (application.State, application.Job, application.RunningFrom) = (ApplicationState.Running, FlinkJobState.Running, Now);
    }

    private async Task CompleteAsync(SimulatedApplication application, SavepointRequest request)
    {
        await Task.Delay(Some(15), time);
        if (!application.Lives)
            return;
        var found = new SavepointFound($"hdfs:///flink/savepoints/{request.TriggerId}/savepoint-1", Now, 2000);
        application.Triggers[request.TriggerId] = _savepoints[request.TriggerId] = found;
        if (!request.Stop)
            return;

        // A stopped job whose result nobody reads keeps its application RUNNING for five minutes.
        application.Job = FlinkJobState.Finished;
        await Task.Delay(TimeSpan.FromMinutes(5), time);
        End(application, ApplicationState.Finished, FinalStatus.Succeeded, lives: false);
    }

    private void End(SimulatedApplication application, ApplicationState state, FinalStatus final, bool lives)
    {
        if (application.FinishedAt is not null)
            return;
        (application.State, application.Final, application.Lives, application.FinishedAt) = (state, final, lives, Now);
        application.Job = lives ? application.Job : FlinkJobState.Failed;
        trace($"{application.Id.Value} is {state}/{final}{(lives ? ", but lives on" : "")}");
    }

    /// <summary>Whether a run left checkpoints that could have been restored.</summary>
    public bool LeftCheckpoints(FlinkJobId job) => _applications.Values.Concat(_forgotten).Any(a => a.Plan.FlinkJob == job && a.Retained.Any());

    private bool Exists(string path) =>
        _savepoints.Values.Any(s => s.Path == path) || _applications.Values.Concat(_forgotten).Any(a => a.Retained.Any(c => c.Path == path));

    private SimulatedApplication? Find(RunAddress run) => _applications.GetValueOrDefault(run.Application) ?? _forgotten.FirstOrDefault(a => a.Id == run.Application);

    private Task<T> CallMaster<T>(RunAddress run, Func<SimulatedApplication, T> act, CancellationToken cancellationToken) => Call(
        $"ask {run.Application.Value}",
        () => Find(run) is { Lives: true, IsCutOff: false, RunningFrom: not null } application ? act(application) : throw new ClusterUnreachableException("jm", "Connection refused.", notSent: true),
        cancellationToken,
        needsManager: false);

    /// <summary>A request, then its answer; either may be lost, and a lost request may still arrive after its caller gave up.</summary>
    private async Task<T> Call<T>(string what, Func<T> act, CancellationToken cancellationToken, bool needsManager = true)
    {
        if (Chance(Options.LostAnswers))
        {
            if (Chance(0.5))
                _ = ArriveLateAsync(what, act, needsManager);
            await Task.Delay(s_callTimeout, time, cancellationToken);
            throw new ClusterUnreachableException(Name, $"{what}: no answer.", notSent: false);
        }

        await Task.Delay(Some(0.5), time, cancellationToken);
        if (_down && needsManager)
            throw new ClusterUnreachableException(Name, $"{what}: connection refused.", notSent: true);
        var answer = act();
        if (Chance(Options.Doubled))
            _ = ArriveLateAsync(what, act, needsManager);
        await Task.Delay(Some(0.5), time, cancellationToken);
        return answer;
    }

    private async Task ArriveLateAsync<T>(string what, Func<T> act, bool needsManager)
    {
        await Task.Delay(Some(Options.Lateness.TotalSeconds), time);
        while (_down && needsManager)
            await Task.Delay(TimeSpan.FromSeconds(1), time);
        trace($"late: {what}");
        try
        {
            act();
        }
        catch (ClusterUnreachableException)
        {
            trace($"late and in vain: {what}");
        }
    }

    private bool Chance(double probability) => random.NextDouble() < probability;

    private TimeSpan Some(double atMostSeconds) => TimeSpan.FromSeconds(0.01 + (random.NextDouble() * atMostSeconds));
}
