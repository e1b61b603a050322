using System.Collections.Immutable;

namespace ActorPlatform.Chaos.Runs;

/// <summary>Which runs are made: <c>CHAOS_SEED</c> is a number, or <c>kept</c> for all that found something once; without it one is drawn.</summary>
internal static class Seeds
{
    private const string All = "kept";

    /// <summary>What each found is said here. The same faults come at the same times; what they meet does not. A seed is another plan when <c>NemesisPlan</c> draws otherwise.</summary>
    private static readonly ImmutableArray<int> s_kept = [];

    public static IReadOnlyList<int> Chosen => IsKept ? s_kept : [One];

    /// <summary>For what has no plan.</summary>
    public static int One => KeptRun.Setting(IsKept ? "" : "CHAOS_SEED", Random.Shared.Next(1, 1_000_000));

    private static bool IsKept => Environment.GetEnvironmentVariable("CHAOS_SEED") == All;
}
