namespace ActorPlatform.Actors.Storage.Paging;

/// <summary>A cursor that this query did not give out: ask for the first page again.</summary>
public sealed class CursorException(string message) : Exception(message);
