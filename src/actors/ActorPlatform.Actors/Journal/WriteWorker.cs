using ActorPlatform.Actors.Storage.Journal;
using Microsoft.Extensions.Logging;

namespace ActorPlatform.Actors.Journal;

/// <summary>Writes groups, and finds the culprit when one row spoils its group.</summary>
internal sealed partial class WriteWorker(WriteQueue queue, IJournalDatabase database, ILogger logger) : IGroupWorker
{
    /// <summary>A clash is over when the other group has committed; a second one in a row is left to the caller.</summary>
    private const int ClashRepetitions = 2;

    private readonly IWriteSession _session = database.CreateWriter();
    private readonly Queue<PendingWrite> _carried = new();

    public ValueTask<bool> WaitAsync(CancellationToken cancellationToken) => _carried.Count > 0 ? ValueTask.FromResult(true) : queue.WaitAsync(cancellationToken);

    public async ValueTask HandleAsync(CancellationToken cancellationToken)
    {
        var group = queue.Take(_carried);
        if (group.Count > 0)
        {
            await WriteAsync(group, 0, cancellationToken);
        }
    }

    public ValueTask DisposeAsync()
    {
        foreach (var write in _carried)
        {
            write.TryWithdraw();
        }

        return _session.DisposeAsync();
    }

    private async Task WriteAsync(IReadOnlyList<PendingWrite> group, int repetition, CancellationToken cancellationToken)
    {
        try
        {
            var accepted = await _session.WriteAsync([.. group.Select(write => write.Row)], cancellationToken);
            for (var i = 0; i < accepted.Length; i++)
            {
                Answer(group[i], accepted[i]);
            }
        }
        catch (Exception exception)
        {
            await RepeatOrEndAsync(group, repetition, exception, cancellationToken);
        }
    }

    private async Task RepeatOrEndAsync(
        IReadOnlyList<PendingWrite> group, int repetition, Exception exception, CancellationToken cancellationToken)
    {
        switch (database.Classify(exception))
        {
            // Nothing of the group was stored. Halves, then halves of halves: the culprit is alone after nine rounds, and only it is refused.
            case GroupFault.Row or GroupFault.Clash when group.Count > 1:
                var middle = group.Count / 2;
                await WriteAsync([.. group.Take(middle)], repetition, cancellationToken);
                await WriteAsync([.. group.Skip(middle)], repetition, cancellationToken);
                break;
            case GroupFault.Row:
                LogInvalid(logger, exception, group[0].Row.PersistenceId, group[0].Row.Sequence);
                group[0].Refuse(new CommitInvalidException(group[0].Row.PersistenceId, group[0].Row.Sequence, exception.Message, exception));
                break;
            case GroupFault.Clash when repetition < ClashRepetitions:
                await WriteAsync(group, repetition + 1, cancellationToken);
                break;
            default:
                LogFailed(logger, exception, group.Count);
                foreach (var write in group)
                {
                    write.End(exception);
                }

                break;
        }
    }

    private void Answer(PendingWrite write, bool accepted)
    {
        if (accepted)
        {
            write.Accept();
            return;
        }

        LogRefused(logger, write.Row.PersistenceId, write.Row.Sequence);
        write.Refuse(new CommitRefusedException(write.Row.PersistenceId, write.Row.Sequence));
    }

    [LoggerMessage(3002, LogLevel.Information, "{PersistenceId} could not write {Sequence}: another writer did, or its predecessor is missing. The entity reloads.")]
    private static partial void LogRefused(ILogger logger, string persistenceId, long sequence);

    [LoggerMessage(3003, LogLevel.Warning, "{PersistenceId} could not write {Sequence}: the database cannot store it. Its neighbours were written.")]
    private static partial void LogInvalid(ILogger logger, Exception exception, string persistenceId, long sequence);

    [LoggerMessage(3004, LogLevel.Warning, "A group of {Count} writes failed; whether they are stored is unknown. Their entities reload, and callers repeat with the same command id.")]
    private static partial void LogFailed(ILogger logger, Exception exception, int count);
}
