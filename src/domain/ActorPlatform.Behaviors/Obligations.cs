using System.Collections.Immutable;

namespace ActorPlatform.Behaviors;

/// <summary>What an entity owes the world in a state. Recovery needs no code of its own: what is still owed is carried out again, under the same identity.</summary>
/// <param name="Effects">Outside acts, each carried out until its outcome has come back as a command.</param>
/// <param name="Deadlines">Durable deadlines: each is told at least once after its due time.</param>
/// <param name="Watches">Children kept alive while they are owed.</param>
public sealed record Obligations(ImmutableArray<Effect> Effects, ImmutableArray<Deadline> Deadlines, ImmutableArray<Watch> Watches)
{
    /// <summary>Nothing is owed: the entity may sleep.</summary>
    public static readonly Obligations None = new([], [], []);

    /// <summary>True when nothing is owed.</summary>
    public bool IsEmpty => Effects.IsEmpty && Deadlines.IsEmpty && Watches.IsEmpty;
}

/// <summary>An outside act.</summary>
/// <param name="Key">Unique in the entity for ever and the same after each recovery: <c>submit:4</c>. The outcome names it.</param>
public abstract record Effect(string Key)
{
    /// <summary>Which outside system it is for: effects of one lane never wait for those of another. Of few different values, as clusters are.</summary>
    public virtual string Lane => "";
}

/// <summary>A durable deadline.</summary>
/// <param name="Name">Unique in the entity's present state.</param>
/// <param name="Due">When it is told, UTC.</param>
/// <param name="LookFirst">
/// What judges the outside world waits this long, once, when it is overdue as the entity is loaded or gets its right to act back: nobody looked meanwhile, and the effects and watches
/// shall say first what became of it. Zero: told at once.
/// </param>
public sealed record Deadline(string Name, DateTimeOffset Due, TimeSpan LookFirst = default);

/// <summary>A child that is kept while it is owed.</summary>
/// <param name="Key">Unique in the entity: <c>run:4</c>.</param>
public abstract record Watch(string Key);
