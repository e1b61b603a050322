using ActorPlatform.Hocon.Syntax;

namespace ActorPlatform.Hocon.Resolution;

/// <summary>What a place holds, known only as far as it was asked for: what is inside lists and objects is still open.</summary>
internal abstract class Outcome;

/// <summary>Nothing is defined here; lower layers are seen through it.</summary>
internal sealed class MissingOutcome : Outcome
{
    public static MissingOutcome Instance { get; } = new();
}

/// <summary>Nothing is defined here, and lower layers are hidden: the parent is no object.</summary>
internal sealed class HidingOutcome : Outcome
{
    public static HidingOutcome Instance { get; } = new();
}

internal sealed class ScalarOutcome(ScalarNode node) : Outcome
{
    public ScalarNode Node { get; } = node;
}

/// <summary>A list or an object.</summary>
/// <param name="definition">The node that defines it: of several that are merged the last.</param>
internal abstract class ContainerOutcome(Node definition) : Outcome
{
    private ContainerOutcome? _found;

    public Node Definition { get; } = definition;

    public HoconOrigin Origin => Definition.Origin;

    /// <summary>The same instance for the same container, whichever substitutions lead to it: cycles are noticed by it.</summary>
    public ContainerOutcome Identity => _found ?? this;

    /// <summary>Whether an optional substitution brought it here: inside itself it counts as missing.</summary>
    public bool Optional { get; private set; }

    public ContainerOutcome AsOptional()
    {
        var copy = (ContainerOutcome)MemberwiseClone();
        copy._found = Identity;
        copy.Optional = true;
        return copy;
    }
}

/// <summary>A list, as the stack of each element.</summary>
internal sealed class ListOutcome(Node definition, IReadOnlyList<IReadOnlyList<Layer>> items) : ContainerOutcome(definition)
{
    public IReadOnlyList<IReadOnlyList<Layer>> Items { get; } = items;
}

/// <summary>An object, as the objects that are merged into it, and below them perhaps what they hide.</summary>
internal sealed class ObjectOutcome(Node definition, IReadOnlyList<Layer> layers) : ContainerOutcome(definition)
{
    public IReadOnlyList<Layer> Layers { get; } = layers;
}
