namespace ActorPlatform.Chaos.Checking;

/// <summary>I2 by incarnation: after the first deed of the next owner, no commit, no outside act and no poll of the former one.</summary>
internal static class OwnerRules
{
    public static IEnumerable<Violation> Check(History history) => [.. CheckCommits(history), .. FindLateCommits(history), .. FindStaleCallers(history)];

    /// <summary>An incarnation writes first that the entity is its own.</summary>
    public static IEnumerable<Violation> CheckCommits(History history)
    {
        foreach (var (before, row) in Entities(history).SelectMany(rows => rows.Zip(rows.Skip(1))).Where(pair => pair.First.Session != pair.Second.Session && pair.Second.Claim is null))
            yield return new("I2", $"{row.Entity} {row.Sequence} was written by incarnation {NameOf(history, row.Session)} without a claim, after {NameOf(history, before.Session)} had written {before.Sequence}.");
        foreach (var row in history.Journal.Where(row => row.Claim is not null && history.Incarnations.TryGetValue(row.Session, out var writer) && writer != row.Claim))
            yield return new("I2", $"{row.Entity} {row.Sequence} claims for incarnation {row.Claim}, and was written by {NameOf(history, row.Session)}.");
    }

    /// <summary>Nobody else acts between an owner's claim (where there are none: its last commit) and a commit of that owner.</summary>
    public static IEnumerable<Violation> FindLateCommits(History history)
    {
        var applications = history.Applications.ToLookup(application => CommandRules.EntityOf(application.Job));
        foreach (var rows in Entities(history))
        {
            var acts = applications[rows[0].Entity].SelectMany(application => application.Turns).SelectMany(turn => turn.Acts.Select(at => (turn.Session, At: at))).ToList();
            for (var i = 0; i < rows.Count; i++)
            {
                var row = rows[i];
                var own = rows.Take(i).Where(other => other.Session == row.Session).ToList();
                var since = own.FindLast(other => other.Claim is not null) ?? own.LastOrDefault();
                if (since is null)
                    continue;
                foreach (var act in acts.Where(act => act.Session != row.Session && act.At > since.CommittedAt && act.At < row.CommittedAt))
                    yield return new("I2", $"{row.Entity} {row.Sequence} of {NameOf(history, row.Session)} became durable {row.CommittedAt:HH:mm:ss.fff}; it owned the entity since {since.Sequence} ({since.CommittedAt:HH:mm:ss.fff}), "
                        + $"and {NameOf(history, act.Session)} acted {act.At:HH:mm:ss.fff}.");
            }
        }
    }

    /// <summary>
    /// Whoever asks about a job's applications does so in the order of the claims, and comes back only with another claim. No clock is compared but the sandbox's with itself. Who reads before it claims,
    /// and dies before it does, is nobody's next owner.
    /// </summary>
    public static IEnumerable<Violation> FindStaleCallers(History history)
    {
        var claims = Entities(history).ToDictionary(rows => rows[0].Entity, rows => Distinct(rows.Where(row => row.Claim is not null).Select(row => row.Session)));
        foreach (var job in history.Applications.GroupBy(application => application.Job))
        {
            if (!claims.TryGetValue(CommandRules.EntityOf(job.Key), out var owners))
                continue;
            var seen = Distinct(job.SelectMany(application => application.Turns).SelectMany(turn => new[] { (turn.Session, At: turn.From), (turn.Session, At: turn.Until) })
                .Where(one => owners.Contains(one.Session)).OrderBy(one => one.At).Select(one => one.Session));
            var next = 0;
            foreach (var session in seen)
            {
                while (next < owners.Count && owners[next] != session)
                    next++;
                if (next < owners.Count)
                    continue;
                yield return new("I2", $"{job.Key} was asked about by {string.Join(", ", seen.Select(one => NameOf(history, one)))}, but claimed by {string.Join(", ", owners.Select(one => NameOf(history, one)))}: {NameOf(history, session)} was stale.");
                break;
            }
        }
    }

    private static IEnumerable<List<JournalRow>> Entities(History history) => history.Journal.GroupBy(row => row.Entity).Select(entity => entity.OrderBy(row => row.Sequence).ToList());

    private static List<string> Distinct(IEnumerable<string> sessions)
    {
        var turns = new List<string>();
        foreach (var session in sessions)
            if (turns.Count == 0 || turns[^1] != session)
                turns.Add(session);
        return turns;
    }

    private static string NameOf(History history, string session) => history.Incarnations.TryGetValue(session, out var incarnation) ? $"{incarnation}" : session;
}
