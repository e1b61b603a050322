namespace ActorPlatform.Chaos.Checking;

/// <summary>I1 and I2: what the journal alone tells.</summary>
internal static class JournalRules
{
    public static IEnumerable<Violation> Check(History history)
    {
        foreach (var entity in history.Journal.GroupBy(row => row.Entity))
            foreach (var violation in CheckEntity(entity.Key, [.. entity.OrderBy(row => row.Sequence)]))
                yield return violation;

        var rows = history.Journal.ToLookup(row => (row.Entity, row.Sequence));
        foreach (var seen in history.Seen)
            if (!rows[(seen.Entity, seen.Sequence)].Any(row => row.Commit == seen.Commit))
                yield return new("I1", $"{seen.Entity} {seen.Sequence} was durable as commit {seen.Commit}, and is gone or another one.");
    }

    private static IEnumerable<Violation> CheckEntity(string entity, IReadOnlyList<JournalRow> rows)
    {
        for (var i = 0; i < rows.Count; i++)
            if (rows[i].Sequence != i + 1)
            {
                yield return new("I1", $"{entity}: {i + 1} is missing or there twice; {rows[i].Sequence} stands in its place.");
                break;
            }

        if (rows[0].Claim is null)
            yield return new("I2", $"{entity}: the first row was written without a claim.");

        // Each actor has a writer id of its own. Once another one has written, whether with a claim (a new incarnation) or without (loaded again under the same one),
        // the former may never write again; and under its claim it may not claim for another incarnation.
        var former = new HashSet<string>();
        for (var i = 1; i < rows.Count; i++)
        {
            var (before, row) = (rows[i - 1], rows[i]);
            if (row.Writer != before.Writer)
                former.Add(before.Writer);
            if (former.Contains(row.Writer))
                yield return new("I2", $"{entity} {row.Sequence} was written by {row.Writer}, a former owner: {before.Writer} had written {before.Sequence}.");
        }

        foreach (var writer in rows.Where(row => row.Claim is not null).GroupBy(row => row.Writer))
            if (writer.Select(row => row.Claim).Distinct().Count() > 1)
                yield return new("I2", $"{entity}: writer {writer.Key} claimed for incarnations {string.Join(", ", writer.Select(row => row.Claim))}.");
    }
}
