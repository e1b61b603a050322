using System.Runtime.InteropServices;

namespace ActorPlatform.Actors.Ownership;

/// <summary>The clocks by which a node counts its right to act. Thread safe.</summary>
internal interface INodeClock
{
    Moment Now { get; }
}

/// <summary>A point in time by two clocks.</summary>
/// <param name="SinceBoot">Goes on while the machine is suspended, and is never set.</param>
/// <param name="Wall">Goes on in whatever the machine runs in, and may be set.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Moment(TimeSpan SinceBoot, DateTimeOffset Wall)
{
    /// <summary>The time from then to now by the faster of the two clocks: whichever stood still, the other one tells.</summary>
    public TimeSpan ElapsedUntil(Moment now)
    {
        var boot = now.SinceBoot - SinceBoot;
        var wall = now.Wall - Wall;
        return boot > wall ? boot : wall;
    }
}
