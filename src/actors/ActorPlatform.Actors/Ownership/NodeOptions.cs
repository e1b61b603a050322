using System.ComponentModel.DataAnnotations;

namespace ActorPlatform.Actors.Ownership;

/// <summary>The node's row and its right to act; section <c>actorplatform.node</c>.</summary>
public sealed class NodeOptions : IValidatableObject
{
    private const int FewestRenewals = 3;

    /// <summary>The node's name, for people; the same after a restart. Empty: the machine's name.</summary>
    [StringLength(100)]
    public string Name { get; set; } = "";

    /// <summary>Where other nodes reach this one, <c>host:port</c>; port 0 takes a free one.</summary>
    [Required]
    public string Advertise { get; set; } = "127.0.0.1:0";

    /// <summary>The pause between two renewals of the node's row.</summary>
    [Range(typeof(TimeSpan), "00:00:00.050", "00:00:10")]
    public TimeSpan RenewEvery { get; set; } = TimeSpan.FromMilliseconds(400);

    /// <summary>How long the node may act after a renewal was sent. Others take its entities over a little later.</summary>
    [Range(typeof(TimeSpan), "00:00:00.500", "00:01:00")]
    public TimeSpan ActFor { get; set; } = TimeSpan.FromSeconds(4);

    /// <summary>A node whose dispatcher did not answer for this long is not renewed any more: a hung engine must not hold its entities.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan HangAfter { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long the start waits for the database to take the node's row.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan JoinWithin { get; set; } = TimeSpan.FromSeconds(30);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (ActFor < FewestRenewals * RenewEvery)
        {
            yield return new ValidationResult(
                $"actorplatform.node.act-for {ActFor} is shorter than {FewestRenewals} renewals of {RenewEvery}: one lost answer would stop the node. Raise act-for.", [nameof(ActFor)]);
        }
    }
}
