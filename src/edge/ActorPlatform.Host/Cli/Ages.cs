namespace ActorPlatform.Host.Cli;

/// <summary>Times as people say them.</summary>
internal static class Ages
{
    public static string Of(TimeSpan age) => age switch
    {
        { TotalSeconds: < 1 } => "0s",
        { TotalMinutes: < 2 } => $"{(int)age.TotalSeconds}s",
        { TotalHours: < 2 } => $"{(int)age.TotalMinutes}m",
        { TotalDays: < 2 } => $"{(int)age.TotalHours}h",
        _ => $"{(int)age.TotalDays}d",
    };

    public static string Bytes(long? bytes) => bytes switch
    {
        null => "",
        < 10_000 => $"{bytes} B",
        < 10_000_000 => $"{bytes / 1024} KiB",
        < 10_000_000_000 => $"{bytes / 1024 / 1024} MiB",
        _ => $"{bytes / 1024 / 1024 / 1024} GiB",
    };
}
