using System.ComponentModel.DataAnnotations;
using ActorPlatform.Actors.Tls;

namespace ActorPlatform.Actors.Ownership;

/// <summary>The node's row and its right to act; section <c>actorplatform.node</c>.</summary>
public sealed class NodeOptions : IValidatableObject
{
    private const int FewestRenewals = 3;
    private static readonly TimeSpan s_margin = TimeSpan.FromMilliseconds(200);

    /// <summary>The node's name, for people; the same after a restart. Empty: the machine's name.</summary>
    [StringLength(100)]
    public string Name { get; set; } = "";

    /// <summary>Where this node listens and other nodes reach it, <c>host:port</c>; port 0 takes a free one.</summary>
    [Required]
    public string Advertise { get; set; } = "127.0.0.1:0";

    /// <summary>Lets nodes talk over a network although nothing between them is encrypted and nobody has to prove who he is. Whoever reaches the address may do everything.</summary>
    public bool Insecure { get; set; }

    /// <summary>TLS between nodes, with proof of both sides. Off while no file is named.</summary>
    public NodeTlsOptions Tls { get; set; } = new();

    /// <summary>The pause between two renewals of the node's row.</summary>
    [Range(typeof(TimeSpan), "00:00:00.050", "00:00:10")]
    public TimeSpan RenewEvery { get; set; } = TimeSpan.FromMilliseconds(400);

    /// <summary>How long the node may act after a renewal was sent. Others take its entities over a little later.</summary>
    [Range(typeof(TimeSpan), "00:00:00.500", "00:01:00")]
    public TimeSpan ActFor { get; set; } = TimeSpan.FromSeconds(4);

    /// <summary>How long another node's row must have stood still before it is fenced and its entities are taken over; longer than <see cref="ActFor"/>, or it could still act.</summary>
    [Range(typeof(TimeSpan), "00:00:00.700", "00:02:00")]
    public TimeSpan FenceAfter { get; set; } = TimeSpan.FromMilliseconds(4250);

    /// <summary>How long a node may be cut off from others while both are alive in the database, before the larger side fences the smaller one.</summary>
    [Range(typeof(TimeSpan), "00:00:02", "00:10:00")]
    public TimeSpan PartitionAfter { get; set; } = TimeSpan.FromSeconds(8);

    /// <summary>A node whose dispatcher did not answer for this long is not renewed any more: a hung engine must not hold its entities.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan HangAfter { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long the start waits for the database to take the node's row, then for its turn, and then to become a member.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan JoinWithin { get; set; } = TimeSpan.FromSeconds(30);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (ActFor < FewestRenewals * RenewEvery)
        {
            yield return new ValidationResult(
                $"actorplatform.node.act-for {ActFor} is shorter than {FewestRenewals} renewals of {RenewEvery}: one lost answer would stop the node. Raise act-for.", [nameof(ActFor)]);
        }

        if (FenceAfter < ActFor + s_margin)
        {
            yield return new ValidationResult(
                $"actorplatform.node.fence-after {FenceAfter} is not {s_margin} longer than act-for {ActFor}: a node could be taken over while it may still act. Raise fence-after.", [nameof(FenceAfter)]);
        }
    }
}
