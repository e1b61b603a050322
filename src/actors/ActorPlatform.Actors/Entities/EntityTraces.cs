using System.Diagnostics;

namespace ActorPlatform.Actors.Entities;

/// <summary>What the shell traces: activity source <c>ActorPlatform.Actors</c>. Nothing is made while nobody listens.</summary>
internal static class EntityTraces
{
    public static readonly ActivitySource Source = new(EntityMetrics.Name);

    /// <summary>A command, until it is answered: by another thread maybe, so it does not become the current span of whatever this thread does next.</summary>
    public static Activity? Ask(AskEntity ask) => Apart(() => Tag(Source.StartActivity($"ask {ask.Command.GetType().Name}", ActivityKind.Consumer, ask.TraceParent), ask.EntityId));

    /// <summary>An attempt of an outside act; what it asks of a cluster belongs to it.</summary>
    public static Activity? Effect(string name, string entityId) => Tag(Source.StartActivity($"effect {name}"), entityId);

    /// <summary>Something that is over.</summary>
    /// <param name="name">What it was: <c>persist</c>, <c>recover</c>, <c>take over</c>.</param>
    /// <param name="entityId">Null when it is about no single one.</param>
    /// <param name="now">Its end.</param>
    /// <param name="parent">As W3C writes it; null when it began by itself.</param>
    public static void Over(string name, string? entityId, DateTimeOffset now, TimeSpan took, string? parent = null)
    {
        if (!Source.HasListeners()) return;
        Apart(() => Tag(Source.StartActivity(name, ActivityKind.Internal, parent, tags: null, links: null, now - took), entityId))?.SetEndTime(now.UtcDateTime).Dispose();
    }

    private static Activity? Apart(Func<Activity?> start)
    {
        if (!Source.HasListeners()) return null;
        var before = Activity.Current;
        Activity.Current = null;
        var span = start();
        Activity.Current = before;
        return span;
    }

    private static Activity? Tag(Activity? span, string? entityId) => entityId is null ? span : span?.SetTag("entity.id", entityId);
}
