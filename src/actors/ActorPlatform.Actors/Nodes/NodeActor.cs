using System.Reflection;
using ActorPlatform.Actors.Ownership;
using Akka.Actor;
using Akka.Cluster.Sharding;
using Microsoft.Extensions.Logging;

namespace ActorPlatform.Actors.Nodes;

/// <summary>Tells other nodes what only this one knows, and leaves when it is asked to.</summary>
internal sealed partial class NodeActor(NodeFacts facts) : UntypedActor
{
    /// <summary>Below the user guardian of each node.</summary>
    public const string Name = "node";

    /// <summary>How long the regions have to count; who asks waits a little longer.</summary>
    public static readonly TimeSpan CountWithin = TimeSpan.FromSeconds(1.5);

    private const int HashLength = 9;
    private static readonly string _version = VersionOf(typeof(NodeActor).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown");
    private readonly HashSet<IActorRef> _ended = [];
    private bool _isDraining;

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case AskNodeStatus:
                _ = CountAsync(Regions()).PipeTo(Sender, Self, StatusOf);
                break;
            case DrainNode drain when drain.Incarnation == facts.Heartbeat.Incarnation:
                Drain(drain);
                break;
            case Terminated region:
                _ended.Add(region.ActorRef);
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    // Without the commit's whole hash: it is shown in tables.
    internal static string VersionOf(string text) => text.IndexOf('+', StringComparison.Ordinal) is > 0 and var plus && text.Length > plus + 1 + HashLength ? text[..(plus + 1 + HashLength)] : text;

    private static async Task<(int? Shards, int? Entities)> CountAsync(IActorRef[] regions)
    {
        try
        {
            var all = await Task.WhenAll(regions.Select(region => region.Ask<ShardRegionStats>(GetShardRegionStats.Instance, CountWithin)));
            return (all.Sum(region => region.Stats.Count + region.Failed.Count), all.Sum(region => region.Stats.Values.Sum()));
        }
        catch (AskTimeoutException)
        {
            // Told as unknown: the rest is known all the same.
            return (null, null);
        }
    }

    // A region that has handed everything over ends, long before its node does; nobody would answer in its place.
    private IActorRef[] Regions()
    {
        var sharding = ClusterSharding.Get(Context.System);
        var regions = sharding.ShardTypeNames.Select(sharding.ShardRegion).Where(region => !_ended.Contains(region)).ToArray();
        foreach (var region in regions) Context.Watch(region);
        return regions;
    }

    private NodeStatus StatusOf((int? Shards, int? Entities) count) => new(
        facts.Heartbeat.Incarnation, _version, count.Shards, count.Entities, facts.Right.Left, facts.IsEnding || Volatile.Read(ref _isDraining), facts.Persists.Read());

    private void Drain(DrainNode drain)
    {
        if (!_isDraining)
        {
            Volatile.Write(ref _isDraining, true);
            var by = drain.By ?? "somebody";
            facts.Heartbeat.LeaveReason = $"It was drained; {by} asked for it.";
            LogDraining(facts.Logger, drain.Incarnation, by);
            facts.End.Begin(Context.System);
        }

        Sender.Tell(new NodeDraining(drain.Incarnation));
    }

    [LoggerMessage(2200, LogLevel.Information, "Incarnation {Incarnation} is drained; {By} asked for it. It hands its entities over and ends.")]
    private static partial void LogDraining(ILogger logger, long incarnation, string by);
}

/// <summary>Where a node's facts come from.</summary>
internal sealed class NodeFacts(NodeHeartbeat heartbeat, ActDeadline right, PersistLatency persists, INodeEnd end, ILogger<NodeFacts> logger)
{
    private ActorSystem? _system;

    public NodeHeartbeat Heartbeat => heartbeat;

    public ActDeadline Right => right;

    public PersistLatency Persists => persists;

    public INodeEnd End => end;

    public ILogger Logger => logger;

    /// <summary>Whether the actor system shuts down, also when nobody drained it: SIGTERM.</summary>
    public bool IsEnding => _system is { } system && CoordinatedShutdown.Get(system).ShutdownReason is not null;

    /// <summary>Starts the actor that tells them.</summary>
    public void Start(ActorSystem system)
    {
        _system = system;
        system.ActorOf(Props.Create<NodeActor>(this), NodeActor.Name);
    }
}
