namespace ActorPlatform.Host.Configuration;

/// <summary>The command line asks for what cannot be.</summary>
internal sealed class UsageException(string message) : Exception(message);

/// <summary>Refused, to keep something safe.</summary>
internal sealed class RefusedException(string message) : Exception(message);

/// <summary>An address to listen on is taken.</summary>
internal sealed class AddressTakenException(string message) : Exception(message);
