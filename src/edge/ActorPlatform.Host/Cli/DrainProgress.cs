using ActorPlatform.Client;
using ActorPlatform.Client.Model;
using ActorPlatform.Host.CommandLine;

namespace ActorPlatform.Host.Cli;

/// <summary>Follows a node that drains until it is gone: what is left, in one line that is written over, or a line a change. On the error stream, so that the output stays the answer.</summary>
internal sealed class DrainProgress(Session session)
{
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(500);
    private string _told = "";

    public async Task<int> FollowAsync(Node node, TimeSpan atMost, CancellationToken cancellationToken)
    {
        var start = session.Time.GetUtcNow();
        try
        {
            while (true)
            {
                var nodes = await session.Client.ListNodesAsync(cancellationToken);

                // Only the newest that are gone are listed: one that is not listed any more is gone, too.
                var now = nodes.FirstOrDefault(each => each.Incarnation == node.Incarnation) ?? node with { State = "GONE" };
                var age = session.Time.GetUtcNow() - start;
                Tell(now, age);
                if (now.IsOver)
                    return await EndAsync(now, nodes);
                if (age >= atMost)
                    return await GiveUpAsync($"{node.Name} is not gone after {Ages.Of(age)}, and goes on. Look: actorplatform node list");
                await Task.Delay(s_look, session.Time, cancellationToken);
            }
        }
        catch (UnavailableException) when (node.Self)
        {
            return await GiveUpAsync($"{node.Name} is the node that was asked, and does not answer any more: its HTTP ends first. Whether it is gone, another node says: actorplatform node list --server URL");
        }
    }

    private async Task<int> EndAsync(Node node, IReadOnlyList<Node> nodes)
    {
        var up = nodes.Where(each => each.State == "UP").Select(each => each.Name).ToList();
        if (session.AsJson)
            await session.WriteJsonAsync(node);
        else
            await session.Terminal.Out.WriteLineAsync($"{node.Name} (incarnation {node.Incarnation}) is gone; up: {(up.Count > 0 ? string.Join(", ", up) : "none")}");
        return ExitCodes.Ok;
    }

    private async Task<int> GiveUpAsync(string why)
    {
        await session.Terminal.Error.WriteLineAsync(why);
        return ExitCodes.StillInWork;
    }

    private void Tell(Node node, TimeSpan age)
    {
        var terminal = session.Terminal;
        var left = node.Shards is { } shards ? $", {shards} shards left" : "";
        if (terminal is { IsInteractive: true, Width: { } width })
            terminal.Error.Write($"\r\u001b[K{(node.IsOver ? "" : Cells.Cut($"{node.Name} {node.State}{left}, {Ages.Of(age)} …", width - 1))}");
        else if (_told != $"{node.State}{left}")
            terminal.Error.WriteLine($"{node.Name} {node.State}{left}");
        _told = $"{node.State}{left}";
    }
}
