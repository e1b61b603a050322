using ActorPlatform.Behaviors;
using Akka.Actor;

namespace ActorPlatform.Actors.Entities;

internal sealed partial class EntityGate
{
    private const int SweepsPerTimeout = 10;
    private const int HastenAfter = 3;

    /// <summary>How often a gate that waits for its node's right looks whether it is back.</summary>
    private static readonly TimeSpan s_rightEvery = TimeSpan.FromSeconds(1);

    private Ending? _ending;
    private bool _mustClaim;
    private bool _askForSnapshot;
    private int _endings;
    private string? _trouble;
    private int _failures;

    private int _reloads;

    /// <summary>Counted: one that was hastened leaves the later one behind, which must not end a longer pause that came after it.</summary>
    private sealed record Reload(int Number);

    private sealed record Sweep
    {
        public static readonly Sweep Instance = new();
    }

    private sealed record IdleTick
    {
        public static readonly IdleTick Instance = new();
    }

    private sealed record StopOverdue
    {
        public static readonly StopOverdue Instance = new();
    }

    private void PlanReload(TimeSpan pause) => Plan(new Reload(++_reloads), pause);

    /// <summary>
    /// A node without its right is cut off from the database, or over: another recovery would fail too, and those of thousands of entities, again and again, would take the processors from
    /// whatever brings the database back.
    /// </summary>
    private void LoadWhenRightful()
    {
        if (_setup.Services.Right.MayAct) Load();
        else PlanReload(_setup.Services.Backoff.Around(s_rightEvery));
    }

    private void Load()
    {
        if (_child is not null || _quarantine is not null || _stopping) return;
        _child = Context.Watch(Context.ActorOf(_setup.Child(new EntityLoad(_entityId, _mustClaim, _askForSnapshot))));
    }

    private void CompleteLoad()
    {
        _loaded = true;
        EntityMetrics.Loaded(_setup.Kind);
        _failures = 0;
        _askForSnapshot = false;
        Unmark();
        foreach (var admission in _admissions.All.ToArray())
        {
            if (admission.Message is ReleaseEntity) Answer(admission.Ticket, new EntityAnswer.Released(_released));
            else Give(admission);
        }
    }

    private void LoseChild()
    {
        var wasLoaded = _loaded;
        var ending = _ending;
        (_child, _loaded, _ending) = (null, false, null);
        if (wasLoaded) EntityMetrics.Unloaded(_setup.Kind);
        _mustClaim |= ending is null or { Reason: StopReason.WriteUnknown };
        if (_stopping)
        {
            End();
            return;
        }

        _endings++;
        _trouble = ending?.Cause?.Message;
        if (wasLoaded) CountGiven();
        if (!wasLoaded && !StorageFaults.IsStorageFault(ending?.Cause)) _failures++;
        if (_failures >= Options.RecoveriesBeforeQuarantine) Quarantine(ending?.Cause);
        else ReloadLater(ending);
    }

    private void ReloadLater(Ending? ending)
    {
        var pause = _setup.Services.Backoff.Before(_endings, Options.ReloadBackoff, Options.ReloadBackoffMax);
        EntityMetrics.Reloading(_setup.Kind, ending?.Reason);
        if (ending is null) _setup.Services.Logger.LogEndedSilently(Name, pause.InWords());
        else if (ending.Reason == StopReason.RecoveryFailed)
        {
            _askForSnapshot = true;
            _setup.Services.Logger.LogRecoveryFailed(Name, _failures, pause.InWords(), ending.Cause?.Message ?? "no reason given", StorageFaults.OfItsOwn(ending.Cause));
        }

        PlanReload(pause);
    }

    // A command on which the entity ends again and again must not make it end for ever.
    private void CountGiven()
    {
        foreach (var admission in _admissions.All.ToArray())
        {
            if (admission.Message is not AskEntity || ++admission.Given <= Options.Repetitions) continue;
            Answer(admission.Ticket, new EntityAnswer.Unavailable(
                $"{Name} had to reload {admission.Given} times under this command.{Trouble} Its outcome is unknown, and repeating it under the same id is safe.", Options.RetryAfter));
        }
    }

    // A full database says nothing else to those who wait.
    private string Trouble => _endings > 0 && _trouble is { } trouble ? $" Why it reloaded last: {trouble.TrimEnd('.')}." : "";

    // Somebody asks while the entity waits to reload after many failures: no need to let him wait for the longest pause, and no storm either.
    private void HastenReload()
    {
        if (_child is not null || _endings <= HastenAfter) return;
        _endings = HastenAfter;
        PlanReload(_setup.Services.Backoff.Before(HastenAfter, Options.ReloadBackoff, Options.ReloadBackoffMax));
    }
}
