using ActorPlatform.Hocon.Syntax;
using ActorPlatform.Hocon.Values;

namespace ActorPlatform.Hocon.Resolution;

/// <summary>Makes the finished tree: resolves everything that is visible in it.</summary>
internal sealed class Materializer(Resolver resolver, HoconReadOptions options)
{
    private const int SelfNesting = 2;

    private readonly Dictionary<Outcome, HoconValue> _finished = [];
    private readonly HashSet<Outcome> _started = [];
    private readonly Dictionary<Node, int> _inside = [];

    /// <summary>The finished value, or null when nothing is there.</summary>
    public HoconValue? Finish(Outcome outcome, int depth = 0)
    {
        if (outcome is ScalarOutcome { Node: var node })
            return new HoconScalar(node.Origin, node.Kind, node.Text);
        if (outcome is not ContainerOutcome container)
            return null;
        if (!_finished.TryGetValue(container.Identity, out var known))
            return FinishContainer(container, depth);
        resolver.Budget.Spend(known.Weight, known.Origin);
        return known;
    }

    private HoconValue? FinishContainer(ContainerOutcome outcome, int depth)
    {
        resolver.Guard(outcome.Origin);
        var inside = _inside.GetValueOrDefault(outcome.Definition);
        // What merges has no identity of its own. The same definition in itself may be right once, by a merge that hides it;
        // time and again it is a cycle.
        if (inside > SelfNesting || !_started.Add(outcome.Identity))
            return outcome.Optional ? null : throw new HoconException(outcome.Origin, "a cycle: what starts here contains itself by a substitution");
        if (depth > options.MaxDepth)
            throw new HoconException(outcome.Origin, $"substitutions nest objects and lists more than {options.MaxDepth} levels deep");
        _inside[outcome.Definition] = inside + 1;
        HoconValue value = outcome is ListOutcome list ? FinishList(list, depth) : FinishObject((ObjectOutcome)outcome, depth);
        _inside[outcome.Definition] = inside;
        _started.Remove(outcome.Identity);
        return _finished[outcome.Identity] = value;
    }

    private HoconList FinishList(ListOutcome list, int depth) =>
        new HoconList(list.Origin, [.. list.Items.Select(item => Finish(resolver.Evaluate(item), depth + 1)).OfType<HoconValue>()]);

    private HoconObject FinishObject(ObjectOutcome value, int depth)
    {
        var fields = new List<KeyValuePair<string, HoconValue>>();
        foreach (var key in new FieldKeys(resolver).Of(value))
        {
            if (Finish(resolver.Evaluate(Resolver.Child(value.Layers, key)), depth + 1) is { } field)
                fields.Add(KeyValuePair.Create(key, field));
        }

        return new HoconObject(value.Origin, fields);
    }
}
