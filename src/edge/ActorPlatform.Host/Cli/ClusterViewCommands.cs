using System.CommandLine;
using ActorPlatform.Client;
using ActorPlatform.Client.Model;
using ActorPlatform.Host.CommandLine;

namespace ActorPlatform.Host.Cli;

/// <summary>Looking at clusters, as a running engine sees them.</summary>
internal sealed class ClusterViewCommands(Remote remote)
{
    public IEnumerable<Command> All() => [List(), Get()];

    private Command List() => remote.Make("list", "Lists the engine's clusters.", [], async (_, session, cancellationToken) =>
    {
        var clusters = await session.Client.ListClustersAsync(cancellationToken);
        await session.WriteAsync(clusters, () =>
        {
            var table = session.Table("NAME", "KIND", "VISIBILITY", "RUNNING", "NODES", "FREE MEMORY", "FREE CORES", "POLLS/S");
            foreach (var cluster in clusters)
                table.Row(
                    cluster.Name, cluster.Kind, cluster.Visibility, cluster.Running.ToString(), cluster.Capacity?.Nodes.ToString(), Memory(cluster.Capacity?.FreeMemoryMb) + AsOf(session, cluster),
                    cluster.Capacity?.FreeCores.ToString(), cluster.PollsPerSecond.ToString("0.0"));
            return table;
        });
        return ExitCodes.Ok;
    });

    private Command Get()
    {
        var name = new Argument<string>("cluster") { Description = "Its name in the configuration.", HelpName = "CLUSTER" };
        return remote.Make("get", "Shows a cluster.", [name], async (parsed, session, cancellationToken) =>
        {
            var clusters = await session.Client.ListClustersAsync(cancellationToken);
            var cluster = clusters.FirstOrDefault(each => each.Name == parsed.GetValue(name)) ?? throw new NotFoundException(
                "cluster.not-found", $"There is no cluster '{parsed.GetValue(name)}'; there are: {string.Join(", ", clusters.Select(each => each.Name))}.");
            await session.WriteAsync(cluster, () => DetailsOf(session, cluster));
            return ExitCodes.Ok;
        });
    }

    private static Details DetailsOf(Session session, Cluster cluster) => session.Details()
        .With("Cluster", cluster.Name).With("Kind", cluster.Kind)
        .With("Visibility", cluster.VisibilitySince is { } since ? $"{cluster.Visibility} since {Session.Shown(since)}: {cluster.VisibilityReason}" : cluster.Visibility)
        .With("Running", $"{cluster.Running} of ours, {cluster.Capacity?.RunningApplications} in all{AsOf(session, cluster)}")
        .With("Memory", cluster.Capacity is { } capacity ? $"{Memory(capacity.FreeMemoryMb)} of {Memory(capacity.MemoryMb)} free{AsOf(session, cluster)}" : null)
        .With("Cores", cluster.Capacity is { } cores ? $"{cores.FreeCores} of {cores.Cores} free{AsOf(session, cluster)}" : null)
        .With("Nodes", cluster.Capacity is { } nodes ? $"{nodes.Nodes}, {nodes.LostNodes} lost{AsOf(session, cluster)}" : null)
        .With("Version", cluster.Capacity?.Version).With("Polls", $"{cluster.PollsPerSecond:0.0} a second")
        .With("Breakers", string.Join('\n', cluster.Breakers?.Select(breaker => $"{breaker.Key} {breaker.Value}") ?? []));

    /// <summary>What is not told any more is marked with its age: nobody knows what is free now.</summary>
    private static string AsOf(Session session, Cluster cluster) => cluster is { Visibility: "UNREACHABLE", CapacityReadAt: { } at } ? $" ({session.Age(at)} ago)" : "";

    private static string Memory(long? megabytes) => megabytes is { } value ? Ages.Bytes(value * 1024 * 1024) : "";
}
