using ActorPlatform.Actors;
using ActorPlatform.Jobs;
using ActorPlatform.Jobs.Commands;
using ActorPlatform.Jobs.Operations;

namespace ActorPlatform.Simulation;

/// <summary>A script in the place of random clients, and the one place where its process is killed.</summary>
internal sealed partial class JobSimulation
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(5);
    private readonly List<string> _stuck = [];
    private int _passes;
    private DateTimeOffset _downUntil;
    private bool _isFollowed;

    /// <summary>True once the process was killed at the place that was named.</summary>
    public bool Crashed { get; private set; }

    private void ArmCrash() => FailPoints.Armed.Value = _options.Crash is { } crash ? name => Pass(crash, name) : null;

    /// <summary>As SIGKILL does: nothing after this place happens.</summary>
    private void Pass(CrashPoint crash, string name)
    {
        if (_isFollowed || name != crash.Name || ++_passes != crash.Count)
            return;
        Crashed = true;
        _downUntil = _time.GetUtcNow() + _options.Downtime;
        var node = _nodes.First(n => n.Context == SynchronizationContext.Current);
        Trace($"kill -9 {node.Context.Name} at {name}");
        node.Die();
        throw new OperationCanceledException($"Killed at {name}.");
    }

    private async Task FollowAsync(string job)
    {
        await AskUntilAnsweredAsync(job, "define", new DefineJob(Spec(job)));
        for (var i = 0; i < _options.Script.Length && _stuck.Count == 0; i++)
            await FollowAsync(job, i, _options.Script[i]);
        _isFollowed = true;
    }

    private async Task FollowAsync(string job, int number, ScriptStep step)
    {
        var runs = Replay(job).LastRun;
        if (step.Command is { } command)
            await AskUntilAnsweredAsync(job, $"step{number}", command);
        else
            _yarn.FailRun(job);
        for (var waited = TimeSpan.Zero; waited < s_patience + _options.Downtime; waited += TimeSpan.FromSeconds(1))
        {
            await Task.Delay(TimeSpan.FromSeconds(1), _time, _end.Token);
            var state = Replay(job);
            if (state.Status == step.Until && state.Phase == JobPhase.None && state.Operations.All(o => o.IsOver) && (step.Command is not null || state.LastRun > runs))
                return;
        }

        var at = Replay(job);
        _stuck.Add($"step {number} ({step.Command?.GetType().Name ?? "failure"}) is stuck in {at.Status}/{at.Phase} after {s_patience}");
    }

    private IEnumerable<string> Unsuccessful() => _options.Script.IsEmpty
        ? []
        : _jobs.SelectMany(job => Replay(job).Operations).Where(o => o.State != OperationState.Succeeded).Select(o => $"{o.Kind} ended as {o.State}: {o.Error}");
}
