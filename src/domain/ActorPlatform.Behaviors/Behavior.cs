namespace ActorPlatform.Behaviors;

/// <summary>The pure rules of one kind of entity: what a command means, what an event changes, what the state owes the world.</summary>
/// <remarks>
/// No I/O, no clock, no randomness, no Akka: the same inputs give the same outputs, on every node and in the simulator. One instance serves all
/// entities and threads.
/// </remarks>
/// <typeparam name="TState">An immutable record.</typeparam>
/// <typeparam name="TCommand">The base of the commands, outcomes of effects and due deadlines included.</typeparam>
/// <typeparam name="TEvent">The base of the events; stored, so its names and shapes are for ever.</typeparam>
public abstract class Behavior<TState, TCommand, TEvent>
    where TState : notnull
    where TCommand : notnull
    where TEvent : notnull
{
    /// <summary>The state before the first event.</summary>
    public abstract TState Initial { get; }

    /// <summary>Decides a command. Total: every (state, command) pair is answered, none throws.</summary>
    public abstract Decision<TEvent> Decide(TState state, TCommand command, DecideContext context);

    /// <summary>Applies an event. Never throws, never decides: what happened has happened.</summary>
    public abstract TState Evolve(TState state, TEvent @event);

    /// <summary>What is owed to the world in this state; compared with the obligations of the state before.</summary>
    public abstract Obligations Obligations(TState state);

    /// <summary>The command that tells the behaviour that a deadline has come. It may be told more than once.</summary>
    public abstract TCommand Due(string deadline);
}
