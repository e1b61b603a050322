using System.Globalization;
using ActorPlatform.Actors.Effects;
using ActorPlatform.Actors.Entities;
using ActorPlatform.Actors.TestKit.Simulation;
using ActorPlatform.Actors.TestKit.Time;
using ActorPlatform.Actors.Tests.Toys;
using ActorPlatform.Behaviors;

namespace ActorPlatform.Actors.Tests.TestKit;

/// <summary>The toy's outside world: a shop that serves each walk once, whoever asks and however often, and notes who asked without owning the errand.</summary>
internal sealed class Shop(VirtualTime time, Random random)
{
    private readonly Dictionary<string, int> _served = [];

    /// <summary>Who owns an entity by the journal.</summary>
    public Func<string, long> OwnerOf { get; set; } = static _ => 0;

    public bool IsCalm { get; set; }

    public List<string> Violations { get; } = [];

    /// <summary>Null when the request or its answer is lost.</summary>
    public Task<int?> AskAsync(string name, string entityId, long incarnation)
    {
        if (OwnerOf(entityId) != incarnation) Violations.Add($"{time.GetUtcNow():HH:mm:ss.fff} {name} was asked for by {incarnation}, while {OwnerOf(entityId)} owns it");
        return VirtualTime.In(time.World, async () =>
        {
            await Task.Delay(TimeSpan.FromSeconds(0.01 + (random.NextDouble() * (IsCalm ? 0.1 : 8))), time);
            _served.TryAdd(name, random.Next(10));
            return IsCalm || random.NextDouble() < 0.7 ? _served[name] : (int?)null;
        });
    }
}

/// <summary>What one incarnation does for its errands.</summary>
internal sealed class ErrandWork(Shop shop, VirtualTime time, SimulatedRight right) : INodeWork
{
    public IReadOnlyList<IEffectHandler> Handlers => [new WalkHandler(shop, time, right)];

    public async Task WatchAsync(Watch watch, Action<object> say, CancellationToken cancellationToken)
    {
        while (true)
        {
            await Task.Delay(TimeSpan.FromSeconds(7), time, cancellationToken);
            if (right.MayAct) say(new ErrandCommand.Look(1));
        }
    }

    public Task ObserveAsync(Func<string, object, Task<EntityAnswer>> tell, CancellationToken cancellationToken) => Task.CompletedTask;

    private sealed class WalkHandler(Shop shop, VirtualTime time, SimulatedRight right) : IEffectHandler
    {
        public bool Handles(Effect effect) => effect is Walk;

        public async Task<object> CarryOutAsync(Effect effect, EffectContext context, CancellationToken cancellationToken)
        {
            var run = ((Walk)effect).Run;
            var name = string.Create(CultureInfo.InvariantCulture, $"{context.EntityId}/{run}");
            while (true)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (right.MayAct && await shop.AskAsync(name, context.EntityId, right.Incarnation) is { } count) return new ErrandCommand.Fetch(run, count);
                await Task.Delay(TimeSpan.FromSeconds(1), time, cancellationToken);
            }
        }
    }
}
