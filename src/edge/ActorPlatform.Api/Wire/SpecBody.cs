using ActorPlatform.Api.Reading;
using ActorPlatform.Jobs.Specs;

namespace ActorPlatform.Api.Wire;

/// <summary>A spec as it is answered: every field with the value in force, so that it can be sent back changed.</summary>
internal sealed record SpecBody
{
    public required string Name { get; init; }

    public required string Tenant { get; init; }

    public string? ExternalId { get; init; }

    public required IReadOnlyDictionary<string, string> Labels { get; init; }

    public required string Type { get; init; }

    public required string Artifact { get; init; }

    public required string EntryClass { get; init; }

    public required IReadOnlyList<string> Args { get; init; }

    public required string FlinkVersion { get; init; }

    public required int Parallelism { get; init; }

    public required TargetSpec Target { get; init; }

    public required ResourcesBody Resources { get; init; }

    public required IReadOnlyDictionary<string, string> FlinkConfig { get; init; }

    public required RetryBody Retry { get; init; }

    public required StateBody State { get; init; }

    public required RecoveryBody Recovery { get; init; }

    public static SpecBody Of(JobSpec spec) => new()
    {
        Name = spec.Name,
        Tenant = spec.Tenant,
        ExternalId = spec.ExternalId,
        Labels = spec.Labels,
        Type = spec.Type,
        Artifact = spec.Artifact,
        EntryClass = spec.EntryClass,
        Args = spec.Args,
        FlinkVersion = spec.FlinkVersion,
        Parallelism = spec.Parallelism,
        Target = spec.Target,
        Resources = ResourcesBody.Of(spec.Resources),
        FlinkConfig = spec.FlinkConfig,
        Retry = RetryBody.Of(spec.Retry),
        State = new StateBody(Iso(spec.State.MaxAge), spec.State.SavepointEvery is { } every ? Iso(every) : null, spec.State.Retain, spec.State.Claim),
        Recovery = new RecoveryBody(spec.Recovery.Replicate, Iso(spec.Recovery.Rpo), spec.Recovery.WaveClass),
    };

    internal static string Iso(TimeSpan duration) => IsoDuration.Format(duration);
}

/// <summary>Resources of a job.</summary>
internal sealed record ResourcesBody(ProcessBody JobManager, TaskManagerBody TaskManager)
{
    public static ResourcesBody Of(ResourcesSpec resources) => new(
        new ProcessBody(resources.JobManager.Memory, resources.JobManager.Cpu),
        new TaskManagerBody(resources.TaskManager.Memory, resources.TaskManager.Cpu, resources.TaskManager.Slots));
}

/// <summary>Resources of a JobManager.</summary>
internal sealed record ProcessBody(string Memory, int Cpu);

/// <summary>Resources of a TaskManager.</summary>
internal sealed record TaskManagerBody(string Memory, int Cpu, int Slots);

/// <summary>A retry rule.</summary>
internal record RetryRuleBody(int MaxAttempts, string Window, string InitialBackoff, string MaxBackoff)
{
    public static RetryRuleBody Of(RetryRule rule) => new(rule.MaxAttempts, SpecBody.Iso(rule.Window), SpecBody.Iso(rule.InitialBackoff), SpecBody.Iso(rule.MaxBackoff));
}

/// <summary>The retry policy.</summary>
internal sealed record RetryBody(int MaxAttempts, string Window, string InitialBackoff, string MaxBackoff, IReadOnlyDictionary<string, RetryRuleBody>? ByClass)
    : RetryRuleBody(MaxAttempts, Window, InitialBackoff, MaxBackoff)
{
    public static RetryBody Of(RetrySpec retry)
    {
        var general = RetryRuleBody.Of(retry);
        return new RetryBody(
            general.MaxAttempts,
            general.Window,
            general.InitialBackoff,
            general.MaxBackoff,
            retry.ByClass.IsEmpty ? null : retry.ByClass.ToDictionary(e => e.Key, e => RetryRuleBody.Of(e.Value)));
    }
}

/// <summary>Rules for restore points.</summary>
internal sealed record StateBody(string MaxAge, string? SavepointEvery, int Retain, string Claim);

/// <summary>Rules for the other site.</summary>
internal sealed record RecoveryBody(bool Replicate, string Rpo, string WaveClass);
