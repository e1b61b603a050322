namespace ActorPlatform.Chaos.Checking;

/// <summary>A small history in which all invariants hold: a job that is defined and started by one node, and taken over by another one.</summary>
internal static class GoodHistory
{
    public const string Job = "job-1";
    public const string Key = "k-1";
    public const string Answer = "op-1";

    private static readonly DateTimeOffset s_start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static History Create() => new()
    {
        Attempts = [Attempt(1, 2, Outcome.Unknown, "0"), Attempt(3, 4, Outcome.Acknowledged, Answer), Attempt(5, 6, Outcome.Acknowledged, Answer)],
        Journal =
        [
            Row(1, "w1", claim: 1),
            Row(2, "w1", command: CommandRules.CommandIdOf(Job, Key), message: $"{{\"reply\": \"{Answer}\"}}"),
            Row(3, "w2"),
            Row(4, "w3", claim: 2),
            Row(5, "w3"),
        ],
        Seen = [Row(2, "w1")],
        Applications = [Application("a1", 1, 0, 10), Application("a2", 2, 10, null)],
        End = new EndOfRun
        {
            Operations = [new Operation(Answer, Job, "SUCCEEDED")],
            Jobs = [new JobEnd(Job, "RUNNING", "a2")],
            Reached = [new Reach(Job, "n1", 200)],
        },
    };

    public static Attempt Attempt(long sent, long ended, Outcome outcome, string answer) => new(Key, Job, "start", "n1", sent, ended, outcome, answer);

    public static JournalRow Row(long sequence, string writer, long? claim = null, string? command = null, string message = "{}") =>
        new(CommandRules.EntityOf(Job), sequence, $"commit-{sequence}", command, writer, claim, message);

    /// <param name="from">Seconds; null: it never lived.</param>
    public static Application Application(string id, int run, int? from, int? until) =>
        new(id, Job, run, from is { } begin ? s_start.AddSeconds(begin) : null, until is { } end ? s_start.AddSeconds(end) : null);
}
