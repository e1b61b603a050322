using System.Collections.Immutable;
using ActorPlatform.Behaviors;

namespace ActorPlatform.Actors.TestKit;

/// <summary>Tests a behaviour by example: given what happened, when a command comes, then this.</summary>
/// <remarks>Immutable: a spec can be the common beginning of many examples.</remarks>
/// <typeparam name="TState">The state.</typeparam>
/// <typeparam name="TCommand">The base of the commands.</typeparam>
/// <typeparam name="TEvent">The base of the events.</typeparam>
/// <param name="Behavior">The rules under test.</param>
public sealed record BehaviorSpec<TState, TCommand, TEvent>(Behavior<TState, TCommand, TEvent> Behavior)
    where TState : notnull
    where TCommand : notnull
    where TEvent : notnull
{
    /// <summary>When decisions are made, unless a spec says otherwise: far from the real time, so that a real clock in a behaviour is noticed.</summary>
    public static readonly DateTimeOffset Epoch = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private ImmutableArray<TEvent> Events { get; init; } = [];

    private DecideContext Context { get; init; } = new(Epoch, "entity-1", "command-1", "tester");

    /// <summary>What happened so far, after what was given before.</summary>
    public BehaviorSpec<TState, TCommand, TEvent> Given(params ImmutableArray<TEvent> events) => this with { Events = Events.AddRange(events) };

    /// <summary>The time of the decision; <see cref="Epoch"/> if not said.</summary>
    public BehaviorSpec<TState, TCommand, TEvent> At(DateTimeOffset now) => this with { Context = Context with { Now = now } };

    /// <summary>The command's id and who asks.</summary>
    public BehaviorSpec<TState, TCommand, TEvent> As(string commandId, string? by) => this with { Context = Context with { CommandId = commandId, By = by } };

    /// <summary>Decides a command.</summary>
    public BehaviorResult<TState, TEvent> When(TCommand command)
    {
        var before = Events.Aggregate(Behavior.Initial, Behavior.Evolve);
        var decision = Behavior.Decide(before, command, Context);
        var after = decision is Decision<TEvent>.Accepted accepted ? accepted.Events.Aggregate(before, Behavior.Evolve) : before;
        return new BehaviorResult<TState, TEvent>(decision, before, after, Behavior.Obligations(after));
    }

    /// <summary>Lets a deadline come.</summary>
    public BehaviorResult<TState, TEvent> WhenDue(string deadline) => When(Behavior.Due(deadline));
}
