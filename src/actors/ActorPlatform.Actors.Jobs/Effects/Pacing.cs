namespace ActorPlatform.Actors.Jobs.Effects;

/// <summary>Pauses that double up to a bound, each shortened or lengthened at random so that many jobs do not keep step.</summary>
/// <remarks>For one loop; not thread safe.</remarks>
internal sealed class Pacing(PaceRange range, Entropy entropy)
{
    private TimeSpan _next = range.First;

    /// <summary>The next pause.</summary>
    public TimeSpan Next()
    {
        var pause = _next;
        _next = TimeSpan.FromTicks(Math.Min(_next.Ticks * 2, range.AtMost.Ticks));
        return entropy.Jitter(pause, range.Jitter);
    }

    /// <summary>Begins with the first pause again: something has moved.</summary>
    public void Reset() => _next = range.First;
}

/// <summary>The range of a loop's pauses.</summary>
/// <param name="Jitter">Share by which a pause varies, 0 to 0.9.</param>
internal sealed record PaceRange(TimeSpan First, TimeSpan AtMost, double Jitter);
