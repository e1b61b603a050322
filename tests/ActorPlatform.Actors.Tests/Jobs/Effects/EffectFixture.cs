using ActorPlatform.Actors.Effects;
using ActorPlatform.Actors.Jobs.Effects;
using ActorPlatform.Actors.Jobs.Settings;
using ActorPlatform.Actors.Tests.Jobs.Fakes;
using ActorPlatform.Behaviors;
using ActorPlatform.Jobs;
using ActorPlatform.Jobs.Effects;
using ActorPlatform.Jobs.Ports;
using ActorPlatform.Jobs.Specs;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using ApplicationId = ActorPlatform.Jobs.ApplicationId;

namespace ActorPlatform.Actors.Tests.Jobs.Effects;

/// <summary>A fake cluster in virtual time, and a run of a job on it.</summary>
internal sealed class EffectFixture
{
    public static readonly JobId Job = new("job-1");
    public static readonly ApplicationId Application = new("application_1700000000000_0007");
    public static readonly TimeSpan Long = TimeSpan.FromHours(1);

    public EffectFixture()
    {
        Cluster = new FakeCluster("a", Time);
        Tools = new EffectTools(new FakeClusters(Cluster), new AttemptOptions(), new Entropy(() => 0.5), Time, NullLogger<EffectTools>.Instance);
        PostUntil = Time.GetUtcNow() + TimeSpan.FromMinutes(5);
        AbsenceCountsFrom = PostUntil + TimeSpan.FromMinutes(5);
    }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 25, 0, 0, 0, TimeSpan.Zero));

    public FakeCluster Cluster { get; }

    public EffectTools Tools { get; }

    public DateTimeOffset PostUntil { get; }

    public DateTimeOffset AbsenceCountsFrom { get; }

    public static RunPlan Plan(int run = 1) => new(
        Job,
        run,
        new JobSpec { Name = "orders", Artifact = "hdfs:///jars/orders.jar", EntryClass = "com.x.Orders", Target = new TargetSpec { Cluster = "a" } },
        RunIdentity.FlinkJob("test", Job, run),
        null);

    public static RunAddress Address(int run = 1) => new(Job, run, Application, RunIdentity.FlinkJob("test", Job, run), "node1:40001", "1.20");

    public SubmitRun Submit() => new("a", Plan(), Application, PostUntil, AbsenceCountsFrom, PostUntil - TimeSpan.FromMinutes(6));

    /// <summary>The run, accepted and running.</summary>
    public async Task<FakeApplication> RunningAsync()
    {
        await Cluster.PostAsync(Plan(), Application, CancellationToken.None);
        Time.Pass(Cluster.RegisterAfter);
        Cluster.Calls.Clear();
        return Cluster.Truth[^1];
    }

    public Task<object> StartAsync(IEffectHandler handler, Effect effect, bool mayHaveHappened = false, CancellationToken cancellationToken = default) =>
        VirtualTime.Inline(() => handler.CarryOutAsync(effect, new EffectContext(Job.Value, effect.Key, mayHaveHappened), cancellationToken));

    public Task<object> CarryOutAsync(IEffectHandler handler, Effect effect, bool mayHaveHappened = false) =>
        Time.UntilAsync(StartAsync(handler, effect, mayHaveHappened), Long);

    public int Called(string call) => Cluster.Calls.Count(c => c.Name == call);
}
