using ActorPlatform.Behaviors;
using Akka.Actor;

namespace ActorPlatform.Actors.Entities;

internal sealed partial class EntityGate
{
    private string? _quarantine;
    private bool _released;

    private sealed record Shown(Exception? Failure) : INoSerializationVerificationNeeded;

    private sealed record Cleared(long Ticket, bool WasMarked, Exception? Failure) : INoSerializationVerificationNeeded;

    private sealed record ShowAgain
    {
        public static readonly ShowAgain Instance = new();
    }

    private sealed record Unmarked(bool WasMarked, Exception? Failure) : INoSerializationVerificationNeeded;

    private sealed record UnmarkAgain
    {
        public static readonly UnmarkAgain Instance = new();
    }

    // No loop: an entity that cannot be recovered costs nothing more until somebody releases it.
    private void Quarantine(Exception? cause)
    {
        _setup.Services.Logger.LogQuarantined(Name, _failures, cause);
        _quarantine = $"{_failures} recoveries failed, the last with: {cause?.Message ?? "no reason given"}";
        _released = false;
        EntityMetrics.Quarantined(_setup.Kind);
        AnswerAll(new EntityAnswer.Quarantined(_quarantine));
        Show();
    }

    private void Show()
    {
        if (_quarantine is { } why) _ = ShowAsync(why).PipeTo(Self);
    }

    private async Task<Shown> ShowAsync(string why)
    {
        using var atMost = new CancellationTokenSource(Options.AskTimeout);
        try
        {
            await _setup.Services.Quarantine.MarkAsync(_entityId, why, atMost.Token);
            return new Shown(null);
        }
        catch (Exception exception)
        {
            return new Shown(exception);
        }
    }

    private void CompleteShowing(Shown shown)
    {
        // Released while it was being shown: the mark may have come after its end.
        Unmark();
        if (shown.Failure is not { } failure) return;
        _setup.Services.Logger.LogQuarantineNotShown(Name, Options.ReloadBackoffMax.InWords(), failure);
        Plan(ShowAgain.Instance, Options.ReloadBackoffMax);
    }

    // What loads is not quarantined, whoever marked it: a version of the program before this one, or a release whose end was lost.
    private void Unmark()
    {
        if (_loaded && _setup.Services.Quarantine.MayBeMarked(_entityId)) _ = UnmarkAsync().PipeTo(Self);
    }

    private async Task<Unmarked> UnmarkAsync()
    {
        using var atMost = new CancellationTokenSource(Options.AskTimeout);
        try
        {
            return new Unmarked(await _setup.Services.Quarantine.ClearAsync(_entityId, atMost.Token), null);
        }
        catch (Exception exception)
        {
            return new Unmarked(false, exception);
        }
    }

    private void CompleteUnmarking(Unmarked unmarked)
    {
        if (unmarked.Failure is { } failure)
        {
            _setup.Services.Logger.LogMarkNotEnded(Name, Options.ReloadBackoffMax.InWords(), failure);
            Plan(UnmarkAgain.Instance, Options.ReloadBackoffMax);
            return;
        }

        if (unmarked.WasMarked) _setup.Services.Logger.LogMarkEnded(Name);

        // Quarantined anew meanwhile: that mark must stand.
        Show();
    }

    // Also when this gate knows of no quarantine: it may be one that a process before it marked.
    private void Release(long ticket) => _ = ClearAsync(ticket).PipeTo(Self);

    private async Task<Cleared> ClearAsync(long ticket)
    {
        using var atMost = new CancellationTokenSource(Options.AskTimeout);
        try
        {
            return new Cleared(ticket, await _setup.Services.Quarantine.ClearAsync(_entityId, atMost.Token), null);
        }
        catch (Exception exception)
        {
            return new Cleared(ticket, false, exception);
        }
    }

    private void CompleteRelease(Cleared cleared)
    {
        if (cleared.Failure is { } failure)
        {
            Answer(cleared.Ticket, new EntityAnswer.Unavailable($"The quarantine of {Name} could not be ended: {failure.Message}", Options.RetryAfter));
            return;
        }

        _released |= cleared.WasMarked || _quarantine is not null;
        if (_released) _setup.Services.Logger.LogReleased(Name);
        _quarantine = null;
        if (_loaded) Answer(cleared.Ticket, new EntityAnswer.Released(_released));
        if (_child is not null) return;
        (_failures, _endings) = (0, 0);
        Load();
    }
}
