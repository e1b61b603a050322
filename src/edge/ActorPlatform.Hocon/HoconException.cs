namespace ActorPlatform.Hocon;

/// <summary>A HOCON text that cannot be read. Nothing of it was used; correct the place that <see cref="Origin"/> names and start again.</summary>
public sealed class HoconException(HoconOrigin origin, string problem, Exception? inner = null) : Exception($"{origin}: {problem}", inner)
{
    /// <summary>The place of the problem.</summary>
    public HoconOrigin Origin { get; } = origin;

    /// <summary>What is wrong and what is allowed, without the place.</summary>
    public string Problem { get; } = problem;
}
