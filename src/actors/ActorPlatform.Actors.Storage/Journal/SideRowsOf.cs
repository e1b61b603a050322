using ActorPlatform.Actors.Storage.Rows;

namespace ActorPlatform.Actors.Storage.Journal;

/// <summary>The rows beside the journal of a whole group, with the commit that each belongs to.</summary>
internal static class SideRowsOf
{
    public static IEnumerable<(JournalRow Commit, ListRow Row)> Lists(IReadOnlyList<JournalRow> group) =>
        group.Where(row => row.Rows?.List is not null).Select(row => (row, row.Rows!.List!));

    public static IEnumerable<(JournalRow Commit, OperationRow Row)> Operations(IReadOnlyList<JournalRow> group) =>
        group.SelectMany(Operations, (commit, operation) => (commit, operation));

    /// <summary>An operation that changed twice in one commit is written once, as it stands at the end.</summary>
    public static IEnumerable<OperationRow> Operations(JournalRow commit) => commit.Rows is { Operations.IsDefaultOrEmpty: false } rows
        ? rows.Operations.Reverse().DistinctBy(operation => operation.Id)
        : [];

    /// <summary>What the text filter looks into.</summary>
    public static string Search(ListRow row) => $"{row.Name}\n{row.Id}".ToLowerInvariant();
}
