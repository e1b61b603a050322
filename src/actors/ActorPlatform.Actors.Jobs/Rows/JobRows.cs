using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ActorPlatform.Actors.Entities;
using ActorPlatform.Actors.Jobs.Serialization;
using ActorPlatform.Actors.Storage.Rows;
using ActorPlatform.Jobs;
using ActorPlatform.Jobs.Operations;

namespace ActorPlatform.Actors.Jobs.Rows;

/// <summary>The rows of a job beside its journal. Pure; written in the same statement as its commit, so that a list never lags behind an answer.</summary>
internal static class JobRows
{
    /// <summary>The rows that a commit changes; null when nothing did.</summary>
    public static SideRows? Project(JobState before, JobState after, ProjectionContext context) => ReferenceEquals(before, after) || after.Spec is null
        ? null
        : new SideRows(List(after, context), after.Operations == before.Operations ? [] : Operations(before, after, context));

    /// <summary>The job in a row of the list.</summary>
    public static JobSummary SummaryOf(ListRow row) => Read(row.Body, JobJsonContext.Default.JobSummary, row.Id);

    /// <summary>The operation in its row.</summary>
    public static Operation OperationOf(OperationRow row) => Read(row.Body, JobJsonContext.Default.Operation, row.Id);

    private static ImmutableArray<OperationRow> Operations(JobState before, JobState after, ProjectionContext context) =>
        [.. after.Operations.Where(o => !before.Operations.Contains(o)).Select(o => Row(o, context.EntityId))];

    private static ListRow List(JobState state, ProjectionContext context)
    {
        var spec = state.Spec!;
        var body = new RowBody(JsonSerializer.SerializeToUtf8Bytes(JobSummary.Of(state), JobJsonContext.Default.JobSummary));

        // What it owes is the behaviour's to say: the shell writes it into the row.
        return new ListRow(
            context.EntityId, spec.Tenant, spec.Name, EnumNames.Of(state.Status), EnumNames.Of(state.Health), ClusterOf(state), Labels(spec.Labels), Owes: false, DueAt: null, context.At, body)
        {
            RestoredAt = state.Ledger.IsEmpty ? null : state.Ledger[^1].CompletedAt,
        };
    }

    private static string ClusterOf(JobState state) => state.Run is { End: null } run ? run.Cluster : state.Spec!.Target.Cluster;

    private static string Labels(ImmutableSortedDictionary<string, string> labels)
    {
        if (labels.IsEmpty)
            return "";
        var text = new StringBuilder("|");
        foreach (var (key, value) in labels)
            text.Append(key).Append(':').Append(value).Append('|');
        return text.ToString();
    }

    /// <summary>The row of an operation.</summary>
    public static OperationRow Row(Operation operation, string entityId) => new(
        operation.Id.Value,
        entityId,
        EnumNames.Of(operation.Kind),
        EnumNames.Of(operation.State),
        operation.AcceptedAt,
        new RowBody(JsonSerializer.SerializeToUtf8Bytes(operation, JobJsonContext.Default.Operation)));

    private static T Read<T>(RowBody body, JsonTypeInfo<T> type, string id) =>
        JsonSerializer.Deserialize(body.Utf8, type) ?? throw new JsonException($"The row of {id} is null.");
}
