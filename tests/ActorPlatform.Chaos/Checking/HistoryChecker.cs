namespace ActorPlatform.Chaos.Checking;

/// <summary>Judges what a run left. Pure: a kept history can be judged again.</summary>
internal static class HistoryChecker
{
    public static IReadOnlyList<Violation> Check(History history) =>
    [
        .. JournalRules.Check(history),
        .. OwnerRules.Check(history),
        .. CommandRules.Check(history),
        .. ApplicationRules.Check(history),
        .. history.End is { } end ? EndRules.Check(end) : [],
    ];
}
