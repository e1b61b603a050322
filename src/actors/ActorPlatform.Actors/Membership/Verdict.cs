using System.Collections.Immutable;
using ActorPlatform.Actors.Storage.Nodes;
using Akka.Actor;

namespace ActorPlatform.Actors.Membership;

/// <summary>What is to be done after a reading.</summary>
/// <param name="Fences">Fencings, one transaction each.</param>
/// <param name="Ended">Fenced for so long that they cannot act any more: to be noted as gone.</param>
/// <param name="Down">Addresses of members whose row is gone: to be downed.</param>
internal sealed record Verdict(ImmutableArray<FenceOrder> Fences, ImmutableArray<long> Ended, ImmutableArray<string> Down) : INoSerializationVerificationNeeded
{
    public bool IsNothing => Fences.IsEmpty && Ended.IsEmpty && Down.IsEmpty;
}
