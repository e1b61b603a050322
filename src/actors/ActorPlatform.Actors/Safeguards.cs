namespace ActorPlatform.Actors;

/// <summary>What keeps one owner per entity. A test build leaves guards out when <c>AP_WITHOUT=claim,sessions</c> tells it to, so that negative controls can show that each is needed; in other builds all stand, whatever the environment says.</summary>
internal static class Safeguards
{
    /// <summary>An owner's first write claims the entity.</summary>
    public const string Claim = "claim";

    /// <summary>The database sessions of the dead are ended.</summary>
    public const string Sessions = "sessions";

    /// <summary>Nobody acts or polls without a renewal that is young enough.</summary>
    public const string ActDeadline = "act-deadline";

    /// <summary>The database decides who is alive; without it, Akka's own keep-majority.</summary>
    public const string Arbiter = "arbiter";

#if FAILPOINTS
    private static readonly HashSet<string> s_without = [.. (Environment.GetEnvironmentVariable("AP_WITHOUT") ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries)];

    public static bool Stands(string guard) => !s_without.Contains(guard);
#else
    public static bool Stands(string guard) => guard.Length > 0;
#endif
}
