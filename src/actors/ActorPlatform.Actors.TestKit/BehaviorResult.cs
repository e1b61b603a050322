using System.Collections.Immutable;
using ActorPlatform.Behaviors;
using Shouldly;

namespace ActorPlatform.Actors.TestKit;

/// <summary>What a behaviour decided. Each Then fails the test with what came instead, and returns the same result.</summary>
/// <typeparam name="TState">The state.</typeparam>
/// <typeparam name="TEvent">The base of the events.</typeparam>
/// <param name="Decision">The decision.</param>
/// <param name="Before">The state before it.</param>
/// <param name="After">The state after its events.</param>
/// <param name="Owed">What that state owes.</param>
public sealed record BehaviorResult<TState, TEvent>(Decision<TEvent> Decision, TState Before, TState After, Obligations Owed)
    where TState : notnull
    where TEvent : notnull
{
    /// <summary>Accepted with exactly these events.</summary>
    public BehaviorResult<TState, TEvent> Then(params ImmutableArray<TEvent> events)
    {
        Accepted().Events.ShouldBe(events);
        return this;
    }

    /// <summary>Accepted with one event of this type among others, which is looked at.</summary>
    public BehaviorResult<TState, TEvent> Then<T>(Action<T>? look = null)
        where T : TEvent
    {
        var happened = Accepted().Events.OfType<T>().ShouldHaveSingleItem();
        look?.Invoke(happened);
        return this;
    }

    /// <summary>Accepted with this reply.</summary>
    public BehaviorResult<TState, TEvent> ThenReply(Reply reply)
    {
        Accepted().Reply.ShouldBe(reply);
        return this;
    }

    /// <summary>Accepted, and nothing is written.</summary>
    public BehaviorResult<TState, TEvent> ThenNothing() => Then();

    /// <summary>Refused with this code; nothing changes.</summary>
    public BehaviorResult<TState, TEvent> ThenRejected(string code)
    {
        Decision.ShouldBeOfType<Decision<TEvent>.Rejected>().Reason.Code.ShouldBe(code);
        return this;
    }

    /// <summary>The state after it is looked at.</summary>
    public BehaviorResult<TState, TEvent> ThenState(Action<TState> look)
    {
        look(After);
        return this;
    }

    /// <summary>The keys of the effects that are owed afterwards, in any order.</summary>
    public BehaviorResult<TState, TEvent> ThenOwes(params ImmutableArray<string> keys)
    {
        Owed.Effects.Select(effect => effect.Key).ShouldBe(keys, ignoreOrder: true);
        return this;
    }

    /// <summary>The names of the deadlines that are owed afterwards, in any order.</summary>
    public BehaviorResult<TState, TEvent> ThenDeadlines(params ImmutableArray<string> names)
    {
        Owed.Deadlines.Select(deadline => deadline.Name).ShouldBe(names, ignoreOrder: true);
        return this;
    }

    /// <summary>The keys of the watches that are owed afterwards, in any order.</summary>
    public BehaviorResult<TState, TEvent> ThenWatches(params ImmutableArray<string> keys)
    {
        Owed.Watches.Select(watch => watch.Key).ShouldBe(keys, ignoreOrder: true);
        return this;
    }

    private Decision<TEvent>.Accepted Accepted() => Decision.ShouldBeOfType<Decision<TEvent>.Accepted>();
}
