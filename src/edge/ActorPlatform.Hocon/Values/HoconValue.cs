namespace ActorPlatform.Hocon.Values;

/// <summary>A resolved value: no substitution is left in it. Immutable.</summary>
public abstract class HoconValue
{
    private protected HoconValue(HoconOrigin origin, long weight)
    {
        Origin = origin;
        Weight = weight;
    }

    /// <summary>Where the value was written; of a merged object its last definition.</summary>
    public HoconOrigin Origin { get; }

    /// <summary>Values in the tree below and at this one: a value shared by substitutions counts each time.</summary>
    internal long Weight { get; }
}
