using ActorPlatform.Behaviors;

namespace ActorPlatform.Actors.Entities;

/// <summary>The refusal of a command whose id stands for another content.</summary>
internal static class KeyReused
{
    public static EntityAnswer Answer(string commandId) => new EntityAnswer.Rejected(new Rejection(
        "command.key-reused", RejectionKind.KeyReused, $"The command id {commandId} was used before with another content; take a new one."));
}
