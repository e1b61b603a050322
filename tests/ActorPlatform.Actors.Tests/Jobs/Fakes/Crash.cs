namespace ActorPlatform.Actors.Tests.Jobs.Fakes;

/// <summary>The process ended here: what called the cluster learns nothing more.</summary>
internal sealed class CrashException(string where) : Exception($"Crashed {where}.");
