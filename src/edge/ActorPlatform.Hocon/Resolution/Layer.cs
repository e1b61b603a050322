using ActorPlatform.Hocon.Syntax;

namespace ActorPlatform.Hocon.Resolution;

/// <summary>One definition in the stack of a place in the tree. Stacks are lists of layers with the one that wins first.</summary>
internal abstract class Layer;

/// <summary>A definition that was written at the place itself.</summary>
internal sealed class NodeLayer(Node node) : Layer
{
    public Node Node { get; } = node;
}

/// <summary>What a substitution further up brings to the place: the key of whatever the parent layer turns out to be.</summary>
internal sealed class ChildLayer(Layer parent, string key) : Layer
{
    public Layer Parent { get; } = parent;

    public string Key { get; } = key;
}
