using System.Text.Json.Serialization;

namespace ActorPlatform.Yarn.Submission;

/// <summary>What is posted to <c>/ws/v1/cluster/apps</c>. Unknown fields are ignored by the ResourceManager: a typo here would be silent.</summary>
internal sealed record SubmissionContext
{
    [JsonPropertyName("application-id")]
    public required string ApplicationId { get; init; }

    [JsonPropertyName("application-name")]
    public required string ApplicationName { get; init; }

    [JsonPropertyName("application-type")]
    public string ApplicationType { get; init; } = "Apache Flink";

    [JsonPropertyName("queue")]
    public required string Queue { get; init; }

    [JsonPropertyName("priority")]
    public int Priority { get; init; }

    /// <summary>Always 1: a second attempt without high availability starts from an old point, or empty, with another job id.</summary>
    [JsonPropertyName("max-app-attempts")]
    public int MaxAppAttempts { get; init; } = 1;

    [JsonPropertyName("unmanaged-AM")]
    public bool UnmanagedMaster { get; init; }

    [JsonPropertyName("cancel-tokens-when-complete")]
    public bool CancelTokensWhenComplete { get; init; } = true;

    [JsonPropertyName("keep-containers-across-application-attempts")]
    public bool KeepContainers { get; init; }

    [JsonPropertyName("resource")]
    public required SubmissionResource Resource { get; init; }

    [JsonPropertyName("application-tags")]
    public required SubmissionTags Tags { get; init; }

    [JsonPropertyName("am-container-spec")]
    public required ContainerSpec Container { get; init; }
}

internal sealed record SubmissionResource([property: JsonPropertyName("memory")] long Memory, [property: JsonPropertyName("vCores")] int Cores);

internal sealed record SubmissionTags([property: JsonPropertyName("tag")] IReadOnlyList<string> Tag);

internal sealed record ContainerSpec(
    [property: JsonPropertyName("local-resources")] Entries<LocalResource> LocalResources,
    [property: JsonPropertyName("environment")] Entries<string> Environment,
    [property: JsonPropertyName("commands")] ContainerCommands Commands);

internal sealed record ContainerCommands([property: JsonPropertyName("command")] string Command);

/// <summary>A map, as YARN's REST writes it.</summary>
internal sealed record Entries<T>([property: JsonPropertyName("entry")] IReadOnlyList<Entry<T>> Entry);

internal sealed record Entry<T>([property: JsonPropertyName("key")] string Key, [property: JsonPropertyName("value")] T Value);

internal sealed record LocalResource(
    [property: JsonPropertyName("resource")] string Resource,
    [property: JsonPropertyName("type")] string Type,
    [property: JsonPropertyName("visibility")] string Visibility,
    [property: JsonPropertyName("size")] long Size,
    [property: JsonPropertyName("timestamp")] long Timestamp);
