using ActorPlatform.Actors.Storage.Rows;
using ActorPlatform.Behaviors;

namespace ActorPlatform.Actors.Entities;

/// <summary>The rows beside the journal that a commit changes. Pure.</summary>
/// <param name="before">The state before the commit; the behaviour's initial one for the first.</param>
/// <param name="after">The state after it.</param>
/// <param name="context">Whose commit it is, and when.</param>
/// <returns>Null when nothing changed. <see cref="ListRow.Kind"/> is overwritten, and <see cref="ListRow.Owes"/> and <see cref="ListRow.DueAt"/> from the obligations of the state after.</returns>
public delegate SideRows? Projection<in TState>(TState before, TState after, ProjectionContext context);

/// <summary>What a projection may know beside the states.</summary>
/// <param name="EntityId">The entity's id.</param>
/// <param name="At">When the commit was decided, UTC.</param>
public readonly record struct ProjectionContext(string EntityId, DateTimeOffset At);

/// <summary>One kind of entity: everything that the shell needs to know of it.</summary>
/// <typeparam name="TState">The state.</typeparam>
/// <typeparam name="TCommand">The base of the commands.</typeparam>
/// <typeparam name="TEvent">The base of the events.</typeparam>
public sealed record EntityDefinition<TState, TCommand, TEvent>
    where TState : notnull
    where TCommand : notnull
    where TEvent : notnull
{
    /// <summary>The kind, of <c>[a-z-]</c>: names the shard region and starts the persistence ids, so it is for ever.</summary>
    public required string Name { get; init; }

    /// <summary>The rules.</summary>
    public required Behavior<TState, TCommand, TEvent> Behavior { get; init; }

    /// <summary>The rows beside the journal; by default none.</summary>
    public Projection<TState> Project { get; init; } = static (_, _, _) => null;

    /// <summary>Counts what becomes of entities; by default nobody does.</summary>
    public ITally<TState>? Tally { get; init; }

    /// <summary>The bounds.</summary>
    public EntityOptions Options { get; init; } = new();

    /// <summary>The persistence id of an entity.</summary>
    public string PersistenceIdOf(string entityId) => $"{Name}|{entityId}";
}
