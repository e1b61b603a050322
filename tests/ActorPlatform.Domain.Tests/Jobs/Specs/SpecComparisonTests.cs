using System.Collections.Immutable;
using System.Text.Json;
using ActorPlatform.Jobs.Specs;

namespace ActorPlatform.Domain.Tests.Jobs.Specs;

public sealed class SpecComparisonTests
{
    private static readonly JobSpec _spec = new()
    {
        Name = "orders",
        ExternalId = "orders-1",
        Labels = ImmutableSortedDictionary<string, string>.Empty.Add("team", "dw"),
        Artifact = "hdfs:///jars/orders.jar",
        EntryClass = "com.example.Orders",
        Args = ["--rate", "100"],
        Target = new TargetSpec { Cluster = "a" },
        FlinkConfig = ImmutableSortedDictionary<string, string>.Empty.Add("state.backend.type", "rocksdb"),
        Retry = new RetrySpec { ByClass = ImmutableSortedDictionary<string, RetryRule>.Empty.Add("RESTORE", new RetryRule { MaxAttempts = 2 }) },
    };

    // One for each member of a spec, and some for what lies deeper.
    private static readonly (string Member, JobSpec Changed)[] _changes =
    [
        (nameof(JobSpec.Name), _spec with { Name = "orders-2" }),
        (nameof(JobSpec.Tenant), _spec with { Tenant = "other" }),
        (nameof(JobSpec.ExternalId), _spec with { ExternalId = null }),
        (nameof(JobSpec.Labels), _spec with { Labels = _spec.Labels.SetItem("team", "bi") }),
        (nameof(JobSpec.Labels), _spec with { Labels = _spec.Labels.Add("stage", "test") }),
        (nameof(JobSpec.Labels), _spec with { Labels = _spec.Labels.Clear().Add("Team", "dw") }),
        (nameof(JobSpec.Type), _spec with { Type = "SQL" }),
        (nameof(JobSpec.Artifact), _spec with { Artifact = "hdfs:///jars/orders-2.jar" }),
        (nameof(JobSpec.EntryClass), _spec with { EntryClass = "com.example.Other" }),
        (nameof(JobSpec.Args), _spec with { Args = ["--rate", "200"] }),
        (nameof(JobSpec.Args), _spec with { Args = ["--rate"] }),
        (nameof(JobSpec.FlinkVersion), _spec with { FlinkVersion = "2.0" }),
        (nameof(JobSpec.Parallelism), _spec with { Parallelism = 2 }),
        (nameof(JobSpec.Target), _spec with { Target = _spec.Target with { Priority = 7 } }),
        (nameof(JobSpec.Resources), _spec with { Resources = _spec.Resources with { TaskManager = _spec.Resources.TaskManager with { Slots = 4 } } }),
        (nameof(JobSpec.FlinkConfig), _spec with { FlinkConfig = _spec.FlinkConfig.SetItem("state.backend.type", "hashmap") }),
        (nameof(JobSpec.Retry), _spec with { Retry = _spec.Retry with { MaxAttempts = 1 } }),
        (nameof(JobSpec.Retry), _spec with { Retry = _spec.Retry with { ByClass = _spec.Retry.ByClass.SetItem("RESTORE", new RetryRule { MaxAttempts = 3 }) } }),
        (nameof(JobSpec.State), _spec with { State = _spec.State with { Retain = 6 } }),
        (nameof(JobSpec.Recovery), _spec with { Recovery = _spec.Recovery with { WaveClass = "HIGH" } }),
    ];

    [Fact]
    public void Same_CopyThatSharesNothing_IsTrue() => SpecComparison.Same(_spec, CopyOf(_spec)).ShouldBeTrue();

    [Fact]
    public void Same_AnyMemberChanged_IsFalse() => _changes.ShouldAllBe(change => !SpecComparison.Same(_spec, CopyOf(change.Changed)) && !SpecComparison.Same(CopyOf(change.Changed), _spec));

    [Fact]
    public void Same_AnyMemberChanged_CoversEachMember() =>
        _changes.Select(change => change.Member).Distinct().ShouldBe(typeof(JobSpec).GetProperties().Select(member => member.Name), ignoreOrder: true);

    private static JobSpec CopyOf(JobSpec spec) => JsonSerializer.Deserialize<JobSpec>(JsonSerializer.Serialize(spec))!;
}
