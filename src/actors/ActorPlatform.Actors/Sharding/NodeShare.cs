using Akka.Util;

namespace ActorPlatform.Actors.Sharding;

/// <summary>Which entities this node looks after of its own accord: it wakes them, and tells them what is seen of them. Each is looked after by one of the nodes that are up, wherever it lives.</summary>
/// <remarks>Nodes that see the cluster differently for a moment do something twice, or a little later; whatever goes by shares must bear both. Thread safe.</remarks>
internal sealed class NodeShare
{
    private Part _part = new(0, 1);

    /// <summary>Whether it is this node that looks after an entity. Until the nodes are known it looks after all.</summary>
    public bool IsMine(string entityId)
    {
        var part = Volatile.Read(ref _part);
        return part.Of > 0 && (uint)MurmurHash.StringHash(entityId) % (uint)part.Of == part.Number;
    }

    /// <summary>Shares anew. False when nothing changed.</summary>
    /// <param name="nodes">All that are up, in an order on which all nodes agree.</param>
    /// <param name="self">This one; while it is not among them it looks after none.</param>
    public bool Divide(IReadOnlyList<string> nodes, string self)
    {
        var part = nodes.Index().Where(node => node.Item == self).Select(node => new Part(node.Index, nodes.Count)).FirstOrDefault(Part.None);
        if (part == Volatile.Read(ref _part)) return false;
        Volatile.Write(ref _part, part);
        return true;
    }

    private sealed record Part(int Number, int Of)
    {
        public static readonly Part None = new(-1, 0);
    }
}
