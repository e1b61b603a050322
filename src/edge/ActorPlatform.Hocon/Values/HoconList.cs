namespace ActorPlatform.Hocon.Values;

/// <summary>A list of values, in order.</summary>
public sealed class HoconList : HoconValue
{
    internal HoconList(HoconOrigin origin, IReadOnlyList<HoconValue> items)
        : base(origin, 1 + items.Sum(item => item.Weight)) => Items = items;

    /// <summary>The elements.</summary>
    public IReadOnlyList<HoconValue> Items { get; }
}
