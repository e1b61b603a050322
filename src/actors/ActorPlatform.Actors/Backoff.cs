namespace ActorPlatform.Actors;

/// <summary>Pauses that double from a shortest to a longest one, with jitter, so that those who failed together do not come back together.</summary>
/// <param name="unit">Injected randomness: [0, 1).</param>
internal sealed class Backoff(Func<double> unit)
{
    private const double Jitter = 0.2;
    private const int MostDoublings = 20;

    /// <summary>The pause before an attempt; the first is 1.</summary>
    public TimeSpan Before(int attempt, TimeSpan shortest, TimeSpan longest)
    {
        var doubled = shortest * Math.Pow(2, Math.Clamp(attempt - 1, 0, MostDoublings));
        return Around(doubled < longest ? doubled : longest);
    }

    /// <summary>A pause up to a fifth shorter or longer.</summary>
    public TimeSpan Around(TimeSpan pause) => pause * (1 + (Jitter * ((2 * unit()) - 1)));
}
