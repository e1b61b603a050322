using System.Text.Json;
using ActorPlatform.Actors.Entities;
using ActorPlatform.Actors.Jobs.Rows;
using ActorPlatform.Actors.Jobs.Serialization;
using ActorPlatform.Actors.Storage.Rows;
using ActorPlatform.Jobs;
using ActorPlatform.Jobs.Batches;

namespace ActorPlatform.Actors.Jobs.Batches;

/// <summary>The batch as a kind of entity.</summary>
internal static class BatchDefinition
{
    /// <summary>The kind: in the persistence ids, so it is for ever.</summary>
    public const string Kind = "batch";

    /// <summary>What the shell needs to know of batches.</summary>
    public static EntityDefinition<BatchState, BatchCommand, BatchEvent> Of(JobSettings settings, EntityOptions options, ITally<BatchState>? tally = null) => new()
    {
        Name = Kind,
        Behavior = new BatchBehavior(settings),
        Project = Project,
        Options = options,
        Tally = tally,
    };

    /// <summary>Whether a persistence id is a batch's.</summary>
    public static bool Is(string persistenceId) => persistenceId.StartsWith(Kind + "|", StringComparison.Ordinal);

    /// <summary>The operation changes with each job, its row has counts only. The row of the list is there for the waker, which need not know more than that something is owed.</summary>
    private static SideRows? Project(BatchState before, BatchState after, ProjectionContext context)
    {
        if (ReferenceEquals(before, after) || after.Operation is not { } operation)
            return null;
        var list = before.Operation?.State == operation.State ? null : new ListRow(
            context.EntityId, "", EnumNames.Of(after.Action), EnumNames.Of(operation.State), "", null, "", Owes: false, DueAt: null, context.At,
            new RowBody(JsonSerializer.SerializeToUtf8Bytes(operation.Batch, JobJsonContext.Default.BatchCounts)));
        return new SideRows(list, [JobRows.Row(operation, context.EntityId)]);
    }
}
