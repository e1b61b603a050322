using ActorPlatform.Hocon.Syntax;

namespace ActorPlatform.Hocon.Resolution;

/// <summary>The keys of an object over all its layers. This resolves each substitution that is merged into it.</summary>
internal sealed class FieldKeys(Resolver resolver)
{
    /// <summary>The keys, in the order of their first mention.</summary>
    public IReadOnlyList<string> Of(ObjectOutcome value)
    {
        resolver.Guard(value.Origin);
        var groups = new List<IReadOnlyList<string>>();
        foreach (var layer in value.Layers)
        {
            var keys = OfLayer(layer);
            if (keys is null)
                break;
            groups.Add(keys);
        }

        groups.Reverse();
        return groups is [var single] ? single : [.. groups.SelectMany(keys => keys).Distinct()];
    }

    /// <summary>Null for a layer that hides all below it.</summary>
    private IReadOnlyList<string>? OfLayer(Layer layer)
    {
        if (layer is NodeLayer { Node: ObjectNode written })
            return written.Keys;
        return resolver.Evaluate(layer) switch
        {
            ObjectOutcome found => Of(found),
            MissingOutcome => [],
            _ => null,
        };
    }
}
