using ActorPlatform.Jobs.Ports;

namespace ActorPlatform.Actors.Tests.Jobs.Fakes;

/// <summary>What goes wrong: single calls, whole services, restarts, losses.</summary>
internal sealed partial class FakeCluster
{
    private readonly Dictionary<string, Queue<FakeFault>> _next = [];
    private readonly Dictionary<string, FakeFault> _always = [];
    private DateTimeOffset _recoveredAt = DateTimeOffset.MinValue;
    private DateTimeOffset _settledAt = DateTimeOffset.MinValue;

    /// <summary>Called after each call was counted, before it is answered.</summary>
    public Action<string>? OnCall { get; set; }

    /// <summary>Called with each answer, before the caller has it.</summary>
    public Action<string, object?>? OnAnswer { get; set; }

    private bool Recovering => time.GetUtcNow() < _recoveredAt;

    private bool Settled => time.GetUtcNow() >= _settledAt;

    /// <summary>The next calls of this name go wrong, in this order.</summary>
    public void Next(string call, params FakeFault[] faults)
    {
        foreach (var fault in faults)
            (_next.TryGetValue(call, out var queue) ? queue : _next[call] = []).Enqueue(fault);
    }

    /// <summary>All calls of these names go wrong until <see cref="Heal"/>.</summary>
    public void Always(FakeFault fault, params string[] calls)
    {
        lock (_gate)
            foreach (var call in calls)
                _always[call] = fault;
    }

    /// <summary>The faults that still wait for calls of this name are dropped.</summary>
    public void Calm(string call)
    {
        lock (_gate)
            _next.Remove(call);
    }

    /// <summary>Nothing goes wrong any more.</summary>
    public void Heal()
    {
        lock (_gate)
            _always.Clear();
    }

    /// <summary>The resource manager starts again: first it knows nothing, then all that it had stored; later it is held to be settled.</summary>
    public void RestartResourceManager(TimeSpan recovers, TimeSpan settles)
    {
        (_recoveredAt, _settledAt) = (time.GetUtcNow() + recovers, time.GetUtcNow() + settles);
        foreach (var application in Truth.Where(a => a.Said is null && time.GetUtcNow() - a.PostedAt < StoreAfter))
            (application.Forgotten, application.Alive) = (true, false);
    }

    /// <summary>The resource manager keeps no finished application any more.</summary>
    public void ForgetFinished()
    {
        foreach (var application in Truth.Where(a => a.FinishedAt is not null))
            application.Forgotten = true;
    }

    /// <summary>The application's node is cut off: the resource manager gives it up, and it lives on.</summary>
    /// <param name="answers">Whether its JobManager can still be asked.</param>
    public void LoseNode(FakeApplication application, bool answers)
    {
        (application.Said, application.Final, application.FinishedAt) = (ApplicationState.Failed, FinalStatus.Failed, time.GetUtcNow());
        application.Diagnostics =
            $"Application {application.Id} failed 1 times (global limit =2; local limit is =1) due to AM Container for appattempt_1 exited with  exitCode: -100\n"
            + "Failing this attempt.Diagnostics: Container released on a *lost* node";
        application.Answers = answers;
    }

    /// <summary>The engine dies just before its next call of this name.</summary>
    public void CrashBefore(string call) => OnCall = called =>
    {
        if (called != call)
            return;
        OnCall = null;
        throw new CrashException($"before {call}");
    };

    /// <summary>The engine dies just after the first such answer to a call of this name was given, and before it has it.</summary>
    public void CrashAfter(string call, Func<object?, bool>? when = null) => OnAnswer = (called, answer) =>
    {
        if (called != call || when?.Invoke(answer) == false)
            return;
        OnAnswer = null;
        throw new CrashException($"after {call}");
    };

    private async Task<T> CallAsync<T>(string call, Func<T> act, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
            Calls.Add(new FakeCall(time.GetUtcNow(), call));
        OnCall?.Invoke(call);
        var fault = TakeFault(call);
        switch (fault)
        {
            case null:
                var answer = Do(act);
                OnAnswer?.Invoke(call, answer);
                return answer;
            case FakeFault.Refused:
                throw Unreachable(call, "connection refused", notSent: true);
            case FakeFault.Garbage:
                throw Unreachable(call, "answered with something that is no JSON", notSent: false);
            case FakeFault.AnswerLost:
                Do(act);
                throw Unreachable(call, "the connection broke before the answer", notSent: false);
            case FakeFault.LeavesLate leaves:
                // A delay would be cancelled on another thread, which virtual time outruns.
                var left = new TaskCompletionSource();
                _timers.Add(time.CreateTimer(_ => left.TrySetResult(), null, leaves.After, Timeout.InfiniteTimeSpan));
                await using (cancellationToken.Register(() => left.TrySetCanceled(cancellationToken)))
                    await left.Task;
                return Do(act);
            case FakeFault.Late late:
                _timers.Add(time.CreateTimer(_ => Do(act), null, late.After, Timeout.InfiniteTimeSpan));
                break;
        }

        await Task.Delay(TimeLimit, time, cancellationToken);
        throw Unreachable(call, $"no answer within {TimeLimit}", notSent: false);
    }

    private FakeFault? TakeFault(string call)
    {
        lock (_gate)
            return _next.TryGetValue(call, out var queue) && queue.TryDequeue(out var next) ? next : _always.GetValueOrDefault(call);
    }

    private T Do<T>(Func<T> act)
    {
        lock (_gate)
            return act();
    }

    private ClusterUnreachableException Unreachable(string call, string why, bool notSent) => new($"{Name}/{call}", $"{call}: {why}", notSent);
}
