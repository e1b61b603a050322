namespace ActorPlatform.Chaos.Checking;

/// <summary>A small history in which all invariants hold: a job that is defined and started by one node, and taken over by another one.</summary>
internal static class GoodHistory
{
    public const string Job = "job-1";
    public const string Key = "k-1";
    public const string Answer = "op-1";
    public const string S1 = "000000000001";
    public const string S2 = "000000000002";

    /// <summary>Two actors of the first incarnation, and one of the second.</summary>
    public const string W1 = S1 + "-1";
    public const string W2 = S1 + "-2";
    public const string W3 = S2 + "-3";

    private static readonly DateTimeOffset s_start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static History Create() => new()
    {
        Attempts = [Attempt(1, 2, Outcome.Unknown, "0"), Attempt(3, 4, Outcome.Acknowledged, Answer), Attempt(5, 6, Outcome.Acknowledged, Answer)],
        Journal =
        [
            Row(1, W1, claim: 1),
            Row(2, W1, command: CommandRules.CommandIdOf(Job, Key), message: $"{{\"reply\": \"{Answer}\"}}"),
            Row(3, W2),
            Row(12, W3, claim: 2) with { Sequence = 4, Commit = "commit-4" },
            Row(13, W3) with { Sequence = 5, Commit = "commit-5" },
        ],
        Seen = [Row(2, W1)],
        Applications =
        [
            Application("a1", 1, 0, 10) with { Turns = [Turn(S1, 0, 2, 1)] },
            Application("a2", 2, 10, null) with { Turns = [Turn(S1, 2, 9), Turn(S2, 10, 20, 14, 15)] },
        ],
        Incarnations = new Dictionary<string, long> { [S1] = 1, [S2] = 2 },
        End = new EndOfRun
        {
            Operations = [new Operation(Answer, Job, "SUCCEEDED")],
            Jobs = [new JobEnd(Job, "RUNNING", "a2")],
            Reached = [new Reach(Job, "n1", 200)],
        },
    };

    public static Attempt Attempt(long sent, long ended, Outcome outcome, string answer) => new(Key, Job, "start", "n1", sent, ended, outcome, answer);

    public static JournalRow Row(long sequence, string writer, long? claim = null, string? command = null, string message = "{}") =>
        new(CommandRules.EntityOf(Job), sequence, $"commit-{sequence}", command, writer, claim, message) { CommittedAt = s_start.AddSeconds(sequence) };

    /// <param name="from">Seconds, as all the others.</param>
    public static Turn Turn(string session, int from, int until, params int[] acts) => new(session, s_start.AddSeconds(from), s_start.AddSeconds(until), [.. acts.Select(at => s_start.AddSeconds(at))]);

    /// <param name="from">Seconds; null: it never lived.</param>
    public static Application Application(string id, int run, int? from, int? until) =>
        new(id, Job, run, from is { } begin ? s_start.AddSeconds(begin) : null, until is { } end ? s_start.AddSeconds(end) : null);
}
