using ActorPlatform.Actors.Jobs.Effects;
using ActorPlatform.Actors.Tests.Jobs.Effects;
using ActorPlatform.Actors.Tests.Jobs.Fakes;
using ActorPlatform.Jobs.Commands;
using ActorPlatform.Jobs.Effects;
using ActorPlatform.Jobs.Ports;
using ApplicationId = ActorPlatform.Jobs.ApplicationId;

namespace ActorPlatform.Actors.Tests.Jobs.Protocol;

/// <summary>What a story leaves out, for negative controls.</summary>
internal sealed record SubmissionStoryRules
{
    public bool BelievesAbsenceAtOnce { get; init; }

    public bool PostsWithoutLooking { get; init; }

    public bool ForgetsAtOnce { get; init; }
}

/// <summary>Run 1 is submitted through faults, perhaps by several owners in turn, then killed; run 2 follows once run 1 is known to be over.</summary>
internal sealed class SubmissionStory
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Long = TimeSpan.FromHours(3);
    private static readonly ApplicationId Second = new("application_1700000000000_0008");
    private readonly Random _random;
    private readonly SubmissionStoryRules _rules;
    private readonly List<string> _told = [];
    private readonly List<ITimer> _timers = [];

    public SubmissionStory(int seed, SubmissionStoryRules rules)
    {
        (_random, _rules) = (new Random(seed), rules);
        Cluster.StoreAfter = TimeSpan.FromSeconds(_random.Next(0, 4));
        foreach (var call in new[] { FakeCalls.Post, FakeCalls.LookUp, FakeCalls.Kill })
            Cluster.Next(call, [.. Enumerable.Range(0, _random.Next(0, 6)).Select(_ => Fault())]);
    }

    public EffectFixture Fixture { get; } = new();

    public string Told => string.Join("; ", _told);

    public bool RanTwice => Cluster.MostAlive > 1 || Cluster.Truth.Count(a => a.Id == EffectFixture.Application) > 1;

    private FakeCluster Cluster => Fixture.Cluster;

    public void Play()
    {
        for (var restarts = _random.Next(0, 3); restarts > 0; restarts--)
            RestartLater();
        if (_rules.ForgetsAtOnce)
            FinishAndForgetLater();
        var outcome = Submit();
        if (outcome is null or RunAccepted)
            Kill();
        Settle();
        SubmitSecond();
        Fixture.Time.Pass(TimeSpan.FromMinutes(15), Step);
    }

    /// <summary>Null when it was given up without an outcome.</summary>
    private object? Submit()
    {
        var mayHaveHappened = false;
        for (var owners = _random.Next(1, 4); ; owners--)
        {
            using var owned = new CancellationTokenSource();
            var submit = Fixture.Submit() with { AbsenceCountsFrom = _rules.BelievesAbsenceAtOnce ? DateTimeOffset.MinValue : Fixture.AbsenceCountsFrom };
            var task = Fixture.StartAsync(new SubmitRunHandler(Fixture.Tools), submit, mayHaveHappened && !_rules.PostsWithoutLooking, owned.Token);
            if (owners == 1 && _random.Next(2) == 0)
                return Note("submit", Fixture.Time.UntilAsync(task, Long, Step).GetAwaiter().GetResult());
            Fixture.Time.Pass(TimeSpan.FromSeconds(_random.Next(0, 150)), Step);
            if (task.IsCompletedSuccessfully && !_rules.PostsWithoutLooking)
                return Note("submit", task.Result);
            VirtualTime.Inline(() =>
            {
                owned.Cancel();
                return true;
            });
            mayHaveHappened = true;
            if (owners <= 1)
                return Note("submit", null);
        }
    }

    private void Kill()
    {
        var from = _rules.BelievesAbsenceAtOnce ? DateTimeOffset.MinValue : Fixture.AbsenceCountsFrom;
        var task = Fixture.StartAsync(new KillRunHandler(Fixture.Tools), new KillRun("a", EffectFixture.Application, 1, from));
        Note("kill", Fixture.Time.UntilAsync(task, Long, Step).GetAwaiter().GetResult());
    }

    private void Settle()
    {
        foreach (var call in new[] { FakeCalls.Post, FakeCalls.LookUp, FakeCalls.Kill })
            Cluster.Calm(call);
    }

    private void SubmitSecond()
    {
        var until = Fixture.Time.GetUtcNow() + TimeSpan.FromMinutes(5);
        var submit = new SubmitRun("a", EffectFixture.Plan(2), Second, until, until + TimeSpan.FromMinutes(5), Fixture.Time.GetUtcNow());
        Note("second", Fixture.Time.UntilAsync(Fixture.StartAsync(new SubmitRunHandler(Fixture.Tools), submit), Long, Step).GetAwaiter().GetResult());
    }

    private void RestartLater() => Later(
        TimeSpan.FromSeconds(_random.Next(1, 400)),
        () => Cluster.RestartResourceManager(TimeSpan.FromSeconds(_random.Next(2, 20)), TimeSpan.FromSeconds(_random.Next(30, 90))));

    private void FinishAndForgetLater() => Later(
        TimeSpan.FromSeconds(20),
        () =>
        {
            foreach (var application in Cluster.Truth.Where(a => a.Alive))
                Cluster.End(application, ApplicationState.Finished, FinalStatus.Succeeded, null);
            Cluster.ForgetFinished();
        });

    private void Later(TimeSpan after, Action act) => _timers.Add(Fixture.Time.CreateTimer(_ => act(), null, after, Timeout.InfiniteTimeSpan));

    private FakeFault Fault() => _random.Next(6) switch
    {
        0 => new FakeFault.Refused(),
        1 => new FakeFault.Hangs(),
        2 => new FakeFault.Garbage(),
        3 => new FakeFault.AnswerLost(),

        // A post is never later than what the settings hold to be possible.
        _ => new FakeFault.Late(TimeSpan.FromSeconds(_random.Next(1, 290))),
    };

    private object? Note(string what, object? outcome)
    {
        _told.Add($"{Fixture.Time.GetUtcNow():HH:mm:ss} {what}: {outcome?.GetType().Name ?? "given up"}");
        return outcome;
    }
}
