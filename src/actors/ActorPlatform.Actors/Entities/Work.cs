namespace ActorPlatform.Actors.Entities;

/// <summary>What waits for a decision.</summary>
internal abstract record Work
{
    /// <summary>A command of a caller or of the engine.</summary>
    /// <param name="LookedUp">True when the journal was asked for an old answer and had none.</param>
    public sealed record Told(EntityAsk Ask, bool LookedUp) : Work;

    /// <summary>The outcome of an effect.</summary>
    public sealed record Outcome(string Key, object Command) : Work;

    /// <summary>What a watching child saw.</summary>
    public sealed record Said(string Key, object Command) : Work;

    /// <summary>A deadline that came.</summary>
    public sealed record Due(string Name) : Work;
}
