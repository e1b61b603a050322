namespace ActorPlatform.Hocon.Values;

/// <summary>Keys and their values, in the order in which the keys were first mentioned. Keys are compared exactly.</summary>
public sealed class HoconObject : HoconValue
{
    private readonly Dictionary<string, HoconValue> _byKey;

    internal HoconObject(HoconOrigin origin, IReadOnlyList<KeyValuePair<string, HoconValue>> fields)
        : base(origin, 1 + fields.Sum(field => field.Value.Weight))
    {
        Fields = fields;
        _byKey = new Dictionary<string, HoconValue>(fields);
    }

    /// <summary>The fields.</summary>
    public IReadOnlyList<KeyValuePair<string, HoconValue>> Fields { get; }

    /// <summary>The value of one key, or null where there is none.</summary>
    public HoconValue? Get(string key) => _byKey.GetValueOrDefault(key);

    /// <summary>The value at a path of keys, or null where there is none.</summary>
    public HoconValue? Find(params IReadOnlyList<string> path)
    {
        HoconValue? found = this;
        foreach (var key in path)
            found = (found as HoconObject)?.Get(key);
        return found;
    }

    /// <summary>This object with another one laid over it, as if both were written one after the other.</summary>
    public HoconObject With(HoconObject over)
    {
        var keys = Fields.Concat(over.Fields).Select(field => field.Key).Distinct();
        return new HoconObject(over.Origin, [.. keys.Select(key => KeyValuePair.Create(key, Merge(Get(key), over.Get(key))))]);
    }

    private static HoconValue Merge(HoconValue? under, HoconValue? over) => (under, over) switch
    {
        (HoconObject lower, HoconObject upper) => lower.With(upper),
        _ => over ?? under!,
    };
}
