using ActorPlatform.Hocon.Binding;

namespace ActorPlatform.Hocon.Configuration;

/// <summary>Finds where users name keys: at each dictionary of an options type.</summary>
public static class HoconMapPaths
{
    private const int MaxDepth = 16;

    /// <summary>The map paths of an options type that is bound at a path.</summary>
    public static IReadOnlyList<string> Of(Type options, string path) => [.. Find(options, path, MaxDepth)];

    private static IEnumerable<string> Find(Type type, string path, int depth)
    {
        var shape = OptionShape.Of(type);
        if (depth == 0 || shape.Kind == OptionKind.Scalar)
            return [];
        return shape.Kind switch
        {
            OptionKind.Map when OptionShape.Of(shape.Element!).Kind == OptionKind.Scalar => [$"{path}.**"],
            OptionKind.Map => [$"{path}.*", .. Find(shape.Element!, $"{path}.*", depth - 1)],
            OptionKind.List => Find(shape.Element!, $"{path}.*", depth - 1),
            _ => OptionProperty.Of(type).SelectMany(property => Find(property.Type, $"{path}.{property.Key}", depth - 1)),
        };
    }
}
