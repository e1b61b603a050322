using System.Security.Cryptography;
using System.Text;

namespace ActorPlatform.Chaos.Checking;

/// <summary>I3: each acknowledged command once in the journal, each repetition with the first answer. What is unknown stays possible for ever.</summary>
internal static class CommandRules
{
    public static IEnumerable<Violation> Check(History history)
    {
        foreach (var fault in history.Attempts.Where(attempt => attempt.Outcome == Outcome.Fault))
            yield return new("I3", $"{fault.Action} {fault.Key} of {fault.Job} at {fault.Node} was answered {fault.Answer}.");

        var asked = history.Journal.Where(row => row.CommandId?.StartsWith("c-", StringComparison.Ordinal) == true).ToLookup(row => (row.Entity, row.CommandId));
        foreach (var rows in asked.Where(rows => rows.Count() > 1))
            yield return new("I3", $"{rows.Key.Entity}: command {rows.Key.CommandId} is in the journal {rows.Count()} times: {string.Join(", ", rows.Select(row => row.Sequence))}.");

        foreach (var command in LostTails.Except(history.Attempts, history.Promotions).GroupBy(attempt => (attempt.Job, attempt.Key)))
            foreach (var violation in CheckCommand([.. command.OrderBy(attempt => attempt.Sent)], [.. asked[(EntityOf(command.Key.Job), CommandIdOf(command.Key.Job, command.Key.Key))]]))
                yield return violation;
    }

    public static string EntityOf(string job) => $"job|{job}";

    /// <summary>As the engine derives it: stable, since journals of years have it.</summary>
    public static string CommandIdOf(string job, string key)
    {
        var text = string.Concat(new[] { "command", job, key }.Select(part => $"{part.Length}:{part}"));
        return "c-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16));
    }

    private static IEnumerable<Violation> CheckCommand(IReadOnlyList<Attempt> attempts, IReadOnlyList<JournalRow> rows)
    {
        var what = $"{attempts[0].Action} {attempts[0].Key} of {attempts[0].Job}";
        var answers = attempts.Where(attempt => attempt.Outcome == Outcome.Acknowledged).ToList();
        if (answers.Count == 0)
        {
            if (rows.Count > 0 && attempts.All(attempt => attempt.Outcome == Outcome.Refused))
                yield return new("I3", $"{what} was only refused ({attempts[0].Answer}), and is in the journal as {rows[0].Sequence}.");
            yield break;
        }

        var first = answers.MinBy(attempt => attempt.Ended)!;
        if (rows.Count == 0)
            yield return new("I3", $"{what} was acknowledged as {first.Answer} by {first.Node}, and is not in the journal.");
        foreach (var other in answers.Where(answer => answer.Answer != first.Answer))
            yield return new("I3", $"{what} was acknowledged as {first.Answer}, and by {other.Node} as {other.Answer}.");
        foreach (var refused in attempts.Where(attempt => attempt.Outcome == Outcome.Refused && attempt.Sent > first.Ended))
            yield return new("I3", $"{what} was acknowledged as {first.Answer}, and its repetition refused by {refused.Node}: {refused.Answer}.");
        foreach (var row in rows.Where(row => !row.Message.Contains($"\"{first.Answer}\"", StringComparison.Ordinal)))
            yield return new("I3", $"{what} was acknowledged as {first.Answer}, which its commit {row.Sequence} does not have.");
    }
}
