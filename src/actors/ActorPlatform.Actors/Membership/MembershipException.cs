namespace ActorPlatform.Actors.Membership;

/// <summary>The node found no way into the cluster within its time. It formed none; starting it again is safe.</summary>
public sealed class MembershipException(string message) : Exception(message);
