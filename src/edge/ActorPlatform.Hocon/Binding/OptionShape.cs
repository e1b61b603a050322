using System.Collections.Immutable;

namespace ActorPlatform.Hocon.Binding;

internal enum OptionKind
{
    Scalar,
    List,
    Map,
    Section,
}

/// <summary>What a type of an option is to the binder.</summary>
/// <param name="Kind">Single value, list, dictionary by text, or a class with properties.</param>
/// <param name="Element">The type of a list's or dictionary's elements.</param>
internal sealed record OptionShape(OptionKind Kind, Type? Element)
{
    private static readonly Type[] _maps = [typeof(Dictionary<,>), typeof(IDictionary<,>), typeof(IReadOnlyDictionary<,>), typeof(SortedDictionary<,>)];

    private static readonly Type[] _lists =
    [
        typeof(List<>), typeof(IList<>), typeof(IReadOnlyList<>), typeof(ICollection<>), typeof(IReadOnlyCollection<>), typeof(IEnumerable<>),
        typeof(ImmutableArray<>),
    ];

    public static OptionShape Of(Type type)
    {
        if (ScalarText.CanBe(type))
            return new OptionShape(OptionKind.Scalar, null);
        if (type.IsArray)
            return new OptionShape(OptionKind.List, type.GetElementType());
        if (type.IsGenericType)
        {
            var arguments = type.GetGenericArguments();
            var definition = type.GetGenericTypeDefinition();
            if (_maps.Contains(definition) && arguments[0] == typeof(string))
                return new OptionShape(OptionKind.Map, arguments[1]);
            if (_lists.Contains(definition))
                return new OptionShape(OptionKind.List, arguments[0]);
        }

        return type.IsClass && type.GetConstructor(Type.EmptyTypes) is not null
            ? new OptionShape(OptionKind.Section, null)
            : throw new NotSupportedException($"{type} cannot be an option: use single values, lists, dictionaries by string, or classes with an empty constructor.");
    }
}
