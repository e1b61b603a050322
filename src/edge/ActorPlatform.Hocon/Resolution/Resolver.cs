using System.Runtime.CompilerServices;
using ActorPlatform.Hocon.Syntax;
using ActorPlatform.Hocon.Values;

namespace ActorPlatform.Hocon.Resolution;

/// <summary>Finds out what stands at a place, on demand and no deeper than asked.</summary>
/// <remarks>
/// A substitution looks forward: it sees the last definition of its path. While it, or the concatenation it is part of, is
/// being resolved, its node is <em>active</em>; whoever comes to a stack that holds an active node sees only what is below
/// it. So a self-reference gets the former value, a true cycle finds nothing, and no node is ever entered twice: the
/// recursion ends. Each node is resolved once, whoever asks first.
/// </remarks>
internal sealed class Resolver(ObjectNode root, HoconReadOptions options)
{
    private readonly Dictionary<Node, Outcome> _resolved = [];
    private readonly List<Node> _active = [];
    private readonly HashSet<Node> _activeSet = [];
    private int _depth;
    private bool _lookedBack;

    public WorkBudget Budget { get; } = new(options.MaxWork);

    /// <summary>What a stack of definitions comes to.</summary>
    public Outcome Evaluate(IReadOnlyList<Layer> stack)
    {
        var visible = Visible(stack);
        for (var i = 0; i < visible.Count; i++)
        {
            var outcome = Evaluate(visible[i]);
            if (outcome is HidingOutcome)
                return MissingOutcome.Instance;
            if (outcome is MissingOutcome)
                continue;
            // The last layer is returned as it is: the same object stays the same instance, by which cycles are noticed.
            return outcome is ObjectOutcome found && i + 1 < visible.Count ? Merged(found, [.. visible.Skip(i)]) : outcome;
        }

        return MissingOutcome.Instance;
    }

    private static ContainerOutcome Merged(ObjectOutcome top, IReadOnlyList<Layer> layers)
    {
        var merged = new ObjectOutcome(top.Definition, layers);
        return top.Optional ? merged.AsOptional() : merged;
    }

    public Outcome Evaluate(Layer layer)
    {
        if (layer is NodeLayer written)
            return Evaluate(written);
        var child = (ChildLayer)layer;
        return Evaluate(child.Parent) switch
        {
            ObjectOutcome parent => Evaluate(Child(Visible(parent.Layers), child.Key)),
            MissingOutcome missing => missing,
            _ => HidingOutcome.Instance,
        };
    }

    /// <summary>The stack of a key, given the stack of its object; what cannot be known without resolving is kept open.</summary>
    public static IReadOnlyList<Layer> Child(IReadOnlyList<Layer> stack, string key)
    {
        var child = new List<Layer>();
        foreach (var layer in stack)
        {
            if (layer is NodeLayer { Node: ScalarNode or ListNode })
                break;
            if (layer is NodeLayer { Node: ObjectNode written })
                child.AddRange(written.Layers(key).Reverse().Select(node => new NodeLayer(node)));
            else
                child.Add(new ChildLayer(layer, key));
        }

        return child;
    }

    private Outcome Evaluate(NodeLayer layer)
    {
        var node = layer.Node;
        Guard(node.Origin);
        return node switch
        {
            ScalarNode scalar => new ScalarOutcome(scalar),
            ObjectNode => Once(node, () => new ObjectOutcome(node, [layer])),
            ListNode list => Once(node, () => new ListOutcome(node, [.. list.Items.Select(One)])),
            _ => Resolve(node),
        };
    }

    private Outcome Once(Node node, Func<Outcome> make) =>
        _resolved.TryGetValue(node, out var known) ? known : _resolved[node] = make();

    internal static IReadOnlyList<Layer> One(Node node) => [new NodeLayer(node)];

    private Outcome Resolve(Node node)
    {
        if (_resolved.TryGetValue(node, out var known))
            return known;
        if (!Enter(node))
            return MissingOutcome.Instance;
        try
        {
            return _resolved[node] = node is SubstitutionNode substitution
                ? Substitute(substitution)
                : new Concatenation((ConcatenationNode)node, this).Evaluate();
        }
        finally
        {
            _active.RemoveAt(_active.Count - 1);
            _activeSet.Remove(node);
            _depth -= node is SubstitutionNode ? 1 : 0;
        }
    }

    private bool Enter(Node node)
    {
        if (!_activeSet.Add(node))
        {
            _lookedBack = true;
            return false;
        }

        _active.Add(node);
        if (node is SubstitutionNode && ++_depth > options.MaxSubstitutionDepth)
            throw new HoconException(node.Origin, $"more than {options.MaxSubstitutionDepth} substitutions wait for each other");
        return true;
    }

    private Outcome Substitute(SubstitutionNode node)
    {
        var outer = _lookedBack;
        _lookedBack = false;
        var found = Find(node);
        if (found is MissingOutcome && !node.Optional)
            throw new SubstitutionFailure(node, _active, _lookedBack).ToException();
        _lookedBack |= outer;
        return found is ContainerOutcome container && node.Optional ? container.AsOptional() : found;
    }

    /// <summary>Below the place of the include first, then from the root, then in the environment.</summary>
    private Outcome Find(SubstitutionNode node)
    {
        var found = node.Prefix.Count > 0 ? LookUp(node.Prefix.Concat(node.Path)) : MissingOutcome.Instance;
        if (found is MissingOutcome)
            found = LookUp(node.Path);
        if (found is not MissingOutcome)
            return found;
        var name = string.Join('.', node.Path);
        return options.Environment(name) is { } text
            ? new ScalarOutcome(new ScalarNode(HoconOrigin.Of($"environment variable {name}"), HoconScalarKind.Text, text))
            : found;
    }

    // Loops and not LINQ here and in Concatenation: each of its frames would be there once for each waiting substitution.
    private Outcome LookUp(IEnumerable<string> path)
    {
        var stack = One(root);
        foreach (var key in path)
            stack = Child(Visible(stack), key);
        return Evaluate(stack);
    }

    /// <summary>A stack as the active nodes may see it: without them and without all that was laid over them.</summary>
    private IReadOnlyList<Layer> Visible(IReadOnlyList<Layer> stack)
    {
        for (var i = stack.Count - 1; i >= 0 && _active.Count > 0; i--)
        {
            if (stack[i] is NodeLayer written && _activeSet.Contains(written.Node))
            {
                _lookedBack = true;
                return [.. stack.Skip(i + 1)];
            }
        }

        return stack;
    }

    /// <summary>Steps are bounded, and so is the stack of the thread: a deep chain is an error of the text, not the end of the process.</summary>
    public void Guard(HoconOrigin at)
    {
        Budget.Spend(1, at);
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
            throw new HoconException(at, "substitutions wait for each other too deeply");
    }
}
