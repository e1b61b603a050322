using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using ActorPlatform.Actors.Entities;
using ActorPlatform.Actors.Jobs.Serialization;
using ActorPlatform.Behaviors;
using ActorPlatform.Jobs;
using ActorPlatform.Jobs.Batches;
using ActorPlatform.Jobs.Commands;
using ActorPlatform.Jobs.Events;

namespace ActorPlatform.Actors.Tests.Jobs.Serialization;

public sealed class JobMessagesTests
{
    public static TheoryData<Type> Messages() => [.. JobMessages.Manifests.Types];

    public static TheoryData<Type> Events() => [.. Derived(typeof(JobEvent))];

    public static TheoryData<Type> BatchEvents() => [.. Derived(typeof(BatchEvent))];

    [Theory]
    [MemberData(nameof(Messages))]
    public void RoundTrip_RandomInstances_ComeBackAsTheyWere(Type type)
    {
        for (var seed = 0; seed < 25; seed++)
        {
            var message = new RandomInstances(seed).Make(type);
            var bytes = JobMessages.Manifests.Write(message);
            var back = JobMessages.Manifests.Read(bytes, JobMessages.Manifests.ManifestOf(type));
            back.ShouldBeEquivalentTo(message, $"seed {seed}: {Encoding.UTF8.GetString(bytes)}");
        }
    }

    [Theory]
    [MemberData(nameof(Events))]
    public void RoundTrip_EachEvent_ComesBackInACommit(Type type)
    {
        for (var seed = 0; seed < 25; seed++)
        {
            var @event = (JobEvent)new RandomInstances(seed).Make(type);
            var commit = new Commit<JobEvent> { Id = System.Guid.Empty, At = @event.At, Events = [@event] };
            var back = (Commit<JobEvent>)JobMessages.Manifests.Read(JobMessages.Manifests.Write(commit), "job-commit");
            back.Events[0].ShouldBeEquivalentTo(@event, $"seed {seed}");
        }
    }

    [Theory]
    [MemberData(nameof(Events))]
    public void Golden_StoredText_IsStillWrittenAndReadTheSame(Type type)
    {
        var name = typeof(JobEvent).GetCustomAttributes<JsonDerivedTypeAttribute>().Single(a => a.DerivedType == type).TypeDiscriminator;
        var @event = (JobEvent)new RandomInstances(4711).Make(type);
        var written = JsonSerializer.Serialize(@event, JobJsonContext.Default.JobEvent);
        var golden = Golden.Read($"{name}.json", written);
        written.ShouldBe(golden, $"The stored shape of {type.Name} has changed: it needs a new manifest and an upcaster, not a new golden file.");
        JsonSerializer.Deserialize(golden, JobJsonContext.Default.JobEvent).ShouldBeEquivalentTo(@event);
    }

    [Theory]
    [MemberData(nameof(BatchEvents))]
    public void Golden_StoredTextOfABatch_IsStillWrittenAndReadTheSame(Type type)
    {
        var name = typeof(BatchEvent).GetCustomAttributes<JsonDerivedTypeAttribute>().Single(a => a.DerivedType == type).TypeDiscriminator;
        var @event = (BatchEvent)new RandomInstances(4711).Make(type);
        var written = JsonSerializer.Serialize(@event, JobJsonContext.Default.BatchEvent);
        var golden = Golden.Read($"{name}.json", written);
        written.ShouldBe(golden, $"The stored shape of {type.Name} has changed: it needs a new manifest and an upcaster, not a new golden file.");
        JsonSerializer.Deserialize(golden, JobJsonContext.Default.BatchEvent).ShouldBeEquivalentTo(@event);
    }

    [Fact]
    public void Golden_SnapshotOfABatch_IsStillWrittenAndReadTheSame()
    {
        var snapshot = (EntitySnapshot<BatchState>)new RandomInstances(4711).Make(typeof(EntitySnapshot<BatchState>));
        var written = Encoding.UTF8.GetString(JobMessages.Manifests.Write(snapshot));
        var golden = Golden.Read("batch-snapshot.json", written);
        written.ShouldBe(golden, "The stored shape of the state has changed: it needs a new manifest and an upcaster, not a new golden file.");
        JobMessages.Manifests.Read(Encoding.UTF8.GetBytes(golden), JobMessages.BatchSnapshot).ShouldBeEquivalentTo(snapshot);
    }

    [Fact]
    public void Golden_Snapshot_IsStillWrittenAndReadTheSame()
    {
        var snapshot = (EntitySnapshot<JobState>)new RandomInstances(4711).Make(typeof(EntitySnapshot<JobState>));
        var written = Encoding.UTF8.GetString(JobMessages.Manifests.Write(snapshot));
        var golden = Golden.Read("snapshot.json", written);
        written.ShouldBe(golden, "The stored shape of the state has changed: it needs a new manifest and an upcaster, not a new golden file.");
        JobMessages.Manifests.Read(Encoding.UTF8.GetBytes(golden), JobMessages.Snapshot).ShouldBeEquivalentTo(snapshot);
    }

    /// <summary>Written by a build that did not know whether a caller had named the point: then it counts as not named.</summary>
    [Fact]
    public void Read_RunPlannedWithoutNamed_IsNotNamed()
    {
        const string Stored = """
            {"$":"run-planned","run":2,"specVersion":1,"cluster":"a","flinkJob":"f","restore":{"id":"r1-c1","path":"hdfs:///c","mode":"NO_CLAIM"},"freshStart":false,"due":"2026-12-07T11:29:14+00:00","at":"2026-12-04T16:04:57+00:00"}
            """;
        JsonSerializer.Deserialize(Stored, JobJsonContext.Default.JobEvent).ShouldBeOfType<RunPlanned>().ShouldSatisfyAllConditions(
            e => e.Named.ShouldBeFalse(),
            e => e.Restore!.Id.Value.ShouldBe("r1-c1"));
    }

    [Fact]
    public void Manifests_EachCommandAndReply_HasOne()
    {
        var known = JobMessages.Manifests.Types.ToHashSet();
        Derived(typeof(JobCommand)).Concat(Derived(typeof(BatchCommand))).Where(t => !known.Contains(t)).ShouldBeEmpty();
        typeof(JobCommand).Assembly.GetTypes().Concat(typeof(Reply).Assembly.GetTypes())
            .Where(t => t.IsSubclassOf(typeof(Reply)) && !known.Contains(t)).ShouldBeEmpty();
    }

    [Fact]
    public void Discriminators_EachEvent_HasOne() =>
        typeof(JobEvent).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(JobEvent))).Except(Derived(typeof(JobEvent))).ShouldBeEmpty();

    [Fact]
    public void Discriminators_EachEventOfABatch_HasOne() =>
        typeof(BatchEvent).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(BatchEvent))).Except(Derived(typeof(BatchEvent))).ShouldBeEmpty();

    [Fact]
    public void Write_RowsOfACommit_AreNotStoredInIt()
    {
        var commit = new Commit<JobEvent> { Id = System.Guid.Empty, At = DateTimeOffset.UnixEpoch, Rows = new(null, []) };
        Encoding.UTF8.GetString(JobMessages.Manifests.Write(commit)).ShouldNotContain("rows");
    }

    private static IEnumerable<Type> Derived(Type type) => type.GetCustomAttributes<JsonDerivedTypeAttribute>().Select(a => a.DerivedType);
}
