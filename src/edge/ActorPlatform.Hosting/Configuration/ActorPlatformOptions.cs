using System.ComponentModel.DataAnnotations;
using ActorPlatform.Actors.Effects;
using ActorPlatform.Actors.Entities;
using ActorPlatform.Actors.Jobs.Settings;
using ActorPlatform.Actors.Ownership;
using ActorPlatform.Actors.Storage.Configuration;
using ActorPlatform.Hosting.Telemetry;
using ActorPlatform.Yarn;

namespace ActorPlatform.Hosting.Configuration;

/// <summary>Everything that can be configured of the engine; the section <c>actorplatform</c>.</summary>
public sealed class ActorPlatformOptions
{
    /// <summary>The section's path in a configuration.</summary>
    public const string Section = "actorplatform";

    /// <summary>Tells two installations on one cluster apart: part of every tag. Changing it makes the engine blind to what runs already.</summary>
    [Required]
    [RegularExpression("^[a-z0-9-]{1,32}$")]
    public string Installation { get; set; } = "default";

    /// <summary>This node and its right to act.</summary>
    public NodeOptions Node { get; set; } = new();

    /// <summary>The database.</summary>
    public StorageOptions Storage { get; set; } = new();

    /// <summary>The shell around every entity.</summary>
    public EntityOptions Entities { get; set; } = new();

    /// <summary>Outside acts, of all entities of this node.</summary>
    public EffectOptions Effects { get; set; } = new();

    /// <summary>Jobs: the bounds of their transient states, watching.</summary>
    public JobOptions Jobs { get; set; } = new();

    /// <summary>Where metrics and traces are sent.</summary>
    public TelemetryOptions Telemetry { get; set; } = new();

    /// <summary>The clusters by their names.</summary>
    public Dictionary<string, ClusterOptions> Clusters { get; set; } = [];

    /// <summary>Pairs of clusters by their names. Checked and kept; nothing is replicated by this version.</summary>
    public Dictionary<string, PairOptions> Pairs { get; set; } = [];
}
