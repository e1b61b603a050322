namespace ActorPlatform.Hocon.Syntax;

/// <summary>An object as written: for each key the stack of its definitions, the last on top.</summary>
/// <remarks>
/// Invariant: a stack holds only what can still be seen. A scalar or a list hides all below it for ever, so they are
/// dropped; two plain objects next to each other are one. What remains below a substitution may still merge with it.
/// </remarks>
internal sealed class ObjectNode(HoconOrigin origin) : Node(origin)
{
    private readonly Dictionary<string, List<Node>> _layers = [];
    private readonly List<string> _keys = [];

    public IReadOnlyList<string> Keys => _keys;

    /// <summary>The definitions of a key, the oldest first; empty where it has none.</summary>
    public IReadOnlyList<Node> Layers(string key) => _layers.TryGetValue(key, out var layers) ? layers : [];

    public void Add(string key, Node value)
    {
        var layers = LayersToChange(key);
        if (value is ScalarNode or ListNode)
        {
            layers.Clear();
        }
        else if (value is ObjectNode added && layers is [.., ObjectNode top])
        {
            top.Take(added);
            return;
        }

        layers.Add(value);
    }

    /// <summary>The object on top of a key's stack, put there when another value or nothing is on top.</summary>
    public ObjectNode Open(string key, HoconOrigin at)
    {
        var layers = LayersToChange(key);
        if (layers is [.., ObjectNode top])
            return top;
        var opened = new ObjectNode(at);
        layers.Add(opened);
        return opened;
    }

    public void Take(ObjectNode other)
    {
        foreach (var key in other._keys)
        {
            foreach (var layer in other._layers[key])
                Add(key, layer);
        }
    }

    private List<Node> LayersToChange(string key)
    {
        if (!_layers.TryGetValue(key, out var layers))
        {
            layers = [];
            _layers.Add(key, layers);
            _keys.Add(key);
        }

        return layers;
    }
}
