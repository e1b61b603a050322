using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;

namespace ActorPlatform.Edge.Tests.Hocon;

/// <summary>Options of every shape that the binder knows.</summary>
internal sealed class SampleOptions : IValidatableObject
{
    public SampleNode Node { get; set; } = new();

    public Dictionary<string, SampleCluster> Clusters { get; set; } = [];

    public List<SampleStage> Stages { get; set; } = [];

    public SampleNode? Spare { get; set; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        Node.Renew >= Node.ActDeadline ? [new ValidationResult("node.renew must be shorter than node.act-deadline", [nameof(Node)])] : [];
}

internal enum SampleKind
{
    Yarn,
    LocalFile,
}

internal sealed class SampleNode
{
    [Required]
    public string Name { get; set; } = "n1";

    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan ActDeadline { get; set; } = TimeSpan.FromSeconds(10);

    public TimeSpan Renew { get; set; } = TimeSpan.FromSeconds(1);

    [Range(1024, 1024L * 1024 * 1024)]
    public long MaxBodyBytes { get; set; } = 4096;

    [ConfigurationKeyName("bandwidth")]
    public int BandwidthBytes { get; set; } = 1;

    [Range(1, 100)]
    public int Shards { get; set; } = 10;

    public double Jitter { get; set; }

    public bool Enabled { get; set; }

    public SampleKind Kind { get; set; }

    public Uri? Url { get; set; }

    public TimeSpan? Pause { get; set; } = TimeSpan.FromSeconds(9);

    public List<string> Seeds { get; } = ["default"];

    public int[] Ports { get; set; } = [1, 2, 3];

    public ImmutableArray<TimeSpan> Steps { get; set; } = [];

    public IReadOnlyDictionary<string, List<int>> Lists { get; init; } = new Dictionary<string, List<int>>();

    public int Derived => Shards * 2;
}

internal sealed class SampleCluster
{
    [RegularExpression("^[a-z]+$")]
    public string User { get; set; } = "flink";

    public Dictionary<string, SampleDistribution> Flink { get; set; } = [];

    public Dictionary<string, string> FlinkConfig { get; } = [];
}

internal sealed class SampleDistribution
{
    [Required]
    public string Libs { get; set; } = "";
}

internal sealed class SampleStage
{
    public string Name { get; set; } = "";

    public IReadOnlyDictionary<string, string> Labels { get; set; } = new Dictionary<string, string>();
}
