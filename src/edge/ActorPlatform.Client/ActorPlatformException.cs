using ActorPlatform.Jobs;

namespace ActorPlatform.Client;

/// <summary>The engine refused or failed. The subclasses name the reaction.</summary>
/// <param name="code">Stable and dotted: <c>job.not-found</c>.</param>
/// <param name="message">What happened, and what to do; secrets that it names are masked.</param>
/// <param name="inner">The cause.</param>
public class ActorPlatformException(string code, string message, Exception? inner = null) : Exception(Secrets.Hide(message), inner)
{
    /// <summary>Stable and dotted.</summary>
    public string Code { get; } = code;
}

/// <summary>Something that was given is wrong: mend it. Nothing was changed.</summary>
public sealed class InputException(string code, string message, IReadOnlyDictionary<string, string[]> errors) : ActorPlatformException(code, message)
{
    /// <summary>Each field with what is wrong and what is allowed.</summary>
    public IReadOnlyDictionary<string, string[]> Errors { get; } = errors;
}

/// <summary>There is no such thing.</summary>
public sealed class NotFoundException(string code, string message) : ActorPlatformException(code, message);

/// <summary>The present state does not allow it, or somebody was faster: read again. Nothing was changed.</summary>
public sealed class ConflictException(string code, string message) : ActorPlatformException(code, message);

/// <summary>The position is from before a restore of the database: list anew.</summary>
public sealed class PositionOutdatedException(string code, string message) : ActorPlatformException(code, message);

/// <summary>The engine cannot answer just now, or its answer was lost: repeat later, with the same key.</summary>
public sealed class UnavailableException(string code, string message, Exception? inner = null) : ActorPlatformException(code, message, inner);
