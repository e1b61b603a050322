namespace ActorPlatform.Actors.Entities;

/// <summary>A command on its way to an entity.</summary>
/// <param name="CommandId">Its identity: repeating it gets the first answer.</param>
/// <param name="Fingerprint">Of the command's content; null for the engine's own commands, which are not remembered, because what they tell is judged by the state.</param>
/// <param name="By">Who asks; null for the engine itself.</param>
/// <param name="Command">The command.</param>
/// <param name="Token">Comes back with the answer.</param>
internal sealed record EntityAsk(string CommandId, string? Fingerprint, string? By, object Command, object Token);

/// <summary>The first answer to a command, as the journal keeps it.</summary>
/// <param name="Fingerprint">Of the command that was answered.</param>
/// <param name="Reply">What it was answered.</param>
public sealed record FirstAnswer(Digest Fingerprint, ActorPlatform.Behaviors.Reply Reply);
