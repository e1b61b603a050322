using ActorPlatform.Actors.Entities;
using ActorPlatform.Actors.TestKit.Time;

namespace ActorPlatform.Actors.TestKit.Simulation;

/// <summary>What all nodes of a simulation share.</summary>
internal sealed record NodeSetup<TState, TCommand, TEvent>(
    VirtualTime Time,
    Random Random,
    SimulatedJournal Journal,
    SimulatedArbiter Arbiter,
    EntityDefinition<TState, TCommand, TEvent> Definition,
    Func<SimulatedRight, INodeWork> Work,
    Guards Guards,
    Faults Faults,
    Action<string> Trace)
    where TState : notnull
    where TCommand : notnull
    where TEvent : notnull;

/// <summary>Collects what background work died of: nothing is swallowed, except that it was cancelled.</summary>
internal sealed class Faults
{
    public List<string> All { get; } = [];

    public void Watch(Task task, string whose) => _ = WatchAsync(task, whose);

    private async Task WatchAsync(Task task, string whose)
    {
        try
        {
            await task;
        }
        catch (OperationCanceledException)
        {
            // Its node is gone, or it is no longer wanted.
        }
        catch (Exception exception)
        {
            All.Add($"{whose}: {exception}");
        }
    }
}
