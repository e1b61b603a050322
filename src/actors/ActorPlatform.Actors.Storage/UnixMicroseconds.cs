namespace ActorPlatform.Actors.Storage;

/// <summary>Times as both databases store them: whole microseconds since 1970, UTC.</summary>
internal static class UnixMicroseconds
{
    public static long ToMicroseconds(this DateTimeOffset time) => (time.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    public static DateTimeOffset ToTime(long microseconds) => DateTimeOffset.UnixEpoch.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond);

    /// <summary>The journal keeps .NET ticks, as Akka.Persistence.Sql does.</summary>
    public static DateTimeOffset FromTicks(long ticks) => new(ticks, TimeSpan.Zero);
}
