using System.CommandLine;
using System.Globalization;
using ActorPlatform.Client.Model;
using ActorPlatform.Host.CommandLine;

namespace ActorPlatform.Host.Cli;

/// <summary><c>node</c>: the engine's own nodes.</summary>
internal sealed class NodeCommands(Remote remote)
{
    private const string Scheme = "akka.tcp://";
    private static readonly TimeSpan s_wait = TimeSpan.FromMinutes(5);

    public Command Make() => new("node", "Looks at the engine's nodes, and drains them.") { List(), Drain() };

    private Command List() => remote.Make("list", "Lists the living nodes, then the newest of those that are gone.", [], async (_, session, cancellationToken) =>
    {
        var nodes = await session.Client.ListNodesAsync(cancellationToken);
        await session.WriteAsync(nodes, () =>
        {
            var table = session.Table("NAME", "INC", "STATE", "SHARDS", "LOADED", "MAY ACT", "PERSIST", "SEEN", "~VERSION", "~ADDRESS, WHY");
            foreach (var node in nodes)
                table.Row(
                    node.Name, node.Incarnation.ToString(CultureInfo.InvariantCulture), node.State, node.Shards?.ToString(CultureInfo.InvariantCulture), node.Entities?.ToString(CultureInfo.InvariantCulture),
                    MayAct(node), Persist(node), session.Age(node.RenewedAt), node.Version, node.Why is { } why ? why : Place(node));
            return table;
        });
        return ExitCodes.Ok;
    });

    private Command Drain()
    {
        var name = new Argument<string>("node") { Description = "The node's name, or its incarnation where several have that name.", HelpName = "NAME" };
        var force = new Option<bool>("--force") { Description = "Also when no other node is up: nobody looks after the jobs afterwards." };
        var wait = Remote.Duration("--wait", "Wait until it is gone, 5 minutes if nothing is said, and show what is left.", s_wait);
        return remote.Make("drain", "Asks a node to hand its jobs over and to end. Ask another node than the one that drains.", [name, force, wait], async (parsed, session, cancellationToken) =>
        {
            var node = await session.Client.DrainNodeAsync(parsed.GetValue(name)!, parsed.GetValue(force), cancellationToken);
            if (parsed.GetValue(wait) is { } atMost)
                return await new DrainProgress(session).FollowAsync(node, atMost, cancellationToken);
            await session.WriteAsync(node, () => session.Details().With("Node", node.Name).With("Incarnation", node.Incarnation.ToString(CultureInfo.InvariantCulture)).With("State", node.State));
            return ExitCodes.Ok;
        });
    }

    private static string MayAct(Node node) => node switch
    {
        { Answers: false } => "silent",
        { ActDeadlineMs: { } left } => string.Create(CultureInfo.InvariantCulture, $"{left / 1000.0:0.0}s"),
        _ => "",
    };

    private static string Persist(Node node) => node.Persist is { } persist ? string.Create(CultureInfo.InvariantCulture, $"{persist.P50Ms:0}/{persist.P99Ms:0}ms") : "";

    // akka.tcp://actorplatform@10.0.0.11:7070: what differs is behind the @.
    private static string Place(Node node) => node.Address.StartsWith(Scheme, StringComparison.Ordinal) ? node.Address[(node.Address.IndexOf('@', StringComparison.Ordinal) + 1)..] : node.Address;
}
