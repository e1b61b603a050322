using System.Security.Cryptography;

namespace ActorPlatform.Actors.Jobs.Effects;

/// <summary>The source of randomness, injected so that tests and simulations can repeat it. Thread safe.</summary>
/// <param name="unit">Gives numbers from 0 to below 1; called from any thread.</param>
internal sealed class Entropy(Func<double> unit)
{
    private const int Steps = 1 << 24;

    /// <summary>From the operating system.</summary>
    public static readonly Entropy System = new(() => RandomNumberGenerator.GetInt32(Steps) / (double)Steps);

    /// <summary>The duration, shortened or lengthened by up to the given share.</summary>
    public TimeSpan Jitter(TimeSpan duration, double share) => duration * (1 + share * (2 * unit() - 1));

    /// <summary>A duration between zero and the given one.</summary>
    public TimeSpan Share(TimeSpan duration) => duration * unit();
}
