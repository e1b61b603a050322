namespace ActorPlatform.Actors.Storage;

/// <summary>Another engine holds the SQLite file. Stop that one, or give this one a file of its own.</summary>
public sealed class StorageLockedException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>The schema could not be brought up to date; nothing was served. The message names the script.</summary>
public sealed class StorageSchemaException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>Settings of the storage that cannot work; the message names each.</summary>
public sealed class StorageOptionsException(string message) : Exception(message);
