using ActorPlatform.Actors.Ownership;
using ActorPlatform.Behaviors;

namespace ActorPlatform.Actors.TestKit.Simulation;

/// <summary>A node's right to act: the product's own, on the node's own clocks, with the truth beside it.</summary>
internal sealed class SimulatedRight(ActDeadline right, SimulatedClock clock, bool isEnforced) : IActDeadline, IDisposable
{
    public bool MayAct => !isEnforced || right.MayAct;

    public CancellationToken Lost => isEnforced ? right.Lost : CancellationToken.None;

    /// <summary>Until when it lasts in true time: so long after the last good renewal was sent.</summary>
    public DateTimeOffset Until { get; set; }

    public SimulatedClock Clock => clock;

    /// <summary>Whose right it is.</summary>
    public long Incarnation { get; init; }

    public void Dispose() => right.Dispose();
}
