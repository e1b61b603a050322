using ActorPlatform.Actors.Effects;
using ActorPlatform.Actors.Jobs.Effects;
using ActorPlatform.Actors.Tests.Jobs.Fakes;
using ActorPlatform.Actors.Tests.Toys;
using ActorPlatform.Behaviors;
using ActorPlatform.Jobs.Commands;
using ActorPlatform.Jobs.Effects;
using ActorPlatform.Jobs.Ports;
using Microsoft.Extensions.Logging.Abstractions;
using ApplicationId = ActorPlatform.Jobs.ApplicationId;

namespace ActorPlatform.Actors.Tests.Jobs.Effects;

/// <summary>A cluster's lane bounds what is under way at the cluster: conclusions without an answer, more than the lane has permits, and a kill behind them.</summary>
public sealed class EffectPauseTests : IDisposable
{
    private const int Permits = 2;
    private const int Conclusions = 5;
    private static readonly ApplicationId s_other = new("application_1700000000000_0008");
    private readonly EffectFixture _fixture = new();
    private readonly SemaphoreSlim _asked = new(0);
    private readonly CancellationTokenSource _end = new();
    private FakeApplication _killed = null!;

    private FakeCluster Cluster => _fixture.Cluster;

    public void Dispose()
    {
        _asked.Dispose();
        _end.Dispose();
    }

    [Theory]
    [InlineData(FakeCalls.Probe)]
    [InlineData(FakeCalls.Checkpoints)]
    public async Task Pause_MoreConclusionsWaitThanTheLaneHasPermits_TheKillIsCarriedOut(string silent)
    {
        using var runner = Runner(new ConcludeRunHandler(_fixture.Tools), new KillRunHandler(_fixture.Tools));
        var conclusions = await ConcludeAsync(runner, silent);
        await AskedAsync(Conclusions);

        (await UntilAsync(KillAsync(runner))).ShouldBeOfType<ApplicationSeen>().Report.State.ShouldBe(ApplicationState.Killed);

        conclusions.ShouldAllBe(c => !c.IsCompleted);
        await EndAsync(conclusions);
    }

    /// <summary>The control: whoever keeps its permit while it waits holds the kill up for as long as nothing answers.</summary>
    [Theory]
    [InlineData(FakeCalls.Probe)]
    [InlineData(FakeCalls.Checkpoints)]
    public async Task Control_PermitIsKeptWhileTheyWait_TheKillIsNot(string silent)
    {
        using var runner = Runner(new Keeping(new ConcludeRunHandler(_fixture.Tools)), new KillRunHandler(_fixture.Tools));
        var conclusions = await ConcludeAsync(runner, silent);
        await AskedAsync(Permits);

        var kill = KillAsync(runner);
        await AskedAsync(20);

        kill.IsCompleted.ShouldBeFalse();
        _killed.Alive.ShouldBeTrue();
        await EndAsync([.. conclusions, kill]);
    }

    private EffectRunner Runner(params IEffectHandler[] handlers) => new(
        handlers,
        new EffectSurroundings(new FakeRight(), new EffectOptions { Concurrency = Permits }, new Backoff(() => 0.5), _fixture.Time),
        NullLogger<EffectRunner>.Instance);

    private async Task<IReadOnlyList<Task<object>>> ConcludeAsync(EffectRunner runner, string silent)
    {
        var application = await _fixture.RunningAsync();
        await Cluster.PostAsync(EffectFixture.Plan(2), s_other, CancellationToken.None);
        _killed = Cluster.Truth[^1];
        if (silent == FakeCalls.Probe)
            Cluster.LoseNode(application, answers: false);
        else
            Cluster.End(application, ApplicationState.Finished, FinalStatus.Failed, null);
        Cluster.Always(new FakeFault.Refused(), silent);
        Cluster.OnCall = call =>
        {
            if (call == silent)
                _asked.Release();
        };
        var found = (ApplicationLookup.Found)await Cluster.LookUpAsync(EffectFixture.Application, CancellationToken.None);
        var effect = new ConcludeRun("a", EffectFixture.Address(), found.Report, [], Explain: false, Patient: true, DateTimeOffset.MaxValue);
        return [.. Enumerable.Range(1, Conclusions).Select(i => runner.RunAsync(new EffectRequest($"job-{i}", effect, MayHaveHappened: true, TimeSpan.Zero), _end.Token))];
    }

    private Task<object> KillAsync(EffectRunner runner) =>
        runner.RunAsync(new EffectRequest("job-6", new KillRun("a", s_other, 2, DateTimeOffset.MaxValue), MayHaveHappened: false, TimeSpan.Zero), _end.Token);

    private Task AskedAsync(int times) => UntilAsync(TakeAsync(times));

    private async Task<object> TakeAsync(int times)
    {
        while (times-- > 0)
            await _asked.WaitAsync(_end.Token);
        return times;
    }

    // Whoever waits for a permit goes on upon another thread: time goes on until it has been heard.
    private async Task<object> UntilAsync(Task<object> task)
    {
        var heard = task.WaitAsync(TimeSpan.FromSeconds(20));
        while (!heard.IsCompleted)
        {
            _fixture.Time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        return await heard;
    }

    private async Task EndAsync(IReadOnlyList<Task<object>> effects)
    {
        await _end.CancelAsync();
        foreach (var effect in effects)
            await Should.ThrowAsync<OperationCanceledException>(() => effect.WaitAsync(TimeSpan.FromSeconds(20)));
    }

    /// <summary>Pauses as if there were no lane to leave.</summary>
    private sealed class Keeping(IEffectHandler inner) : IEffectHandler
    {
        public bool Handles(Effect effect) => inner.Handles(effect);

        public Task<object> CarryOutAsync(Effect effect, EffectContext context, CancellationToken cancellationToken) =>
            inner.CarryOutAsync(effect, context with { Permit = null }, cancellationToken);
    }
}
