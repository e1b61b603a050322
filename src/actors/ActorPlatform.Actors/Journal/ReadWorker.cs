using ActorPlatform.Actors.Storage.Journal;
using Microsoft.Extensions.Logging;

namespace ActorPlatform.Actors.Journal;

/// <summary>Answers many recoveries with one query.</summary>
/// <param name="answer">One answer for each question, in order.</param>
internal sealed partial class ReadWorker<TQuestion, TAnswer>(
    ReadQueue<TQuestion, TAnswer> queue, IReadSession session, int group, Func<IReadSession, IReadOnlyList<TQuestion>, CancellationToken, ValueTask<TAnswer[]>> answer, ILogger logger)
    : IGroupWorker
{
    public ValueTask<bool> WaitAsync(CancellationToken cancellationToken) => queue.WaitAsync(cancellationToken);

    public async ValueTask HandleAsync(CancellationToken cancellationToken)
    {
        var reads = queue.Take(group);
        if (reads.Count == 0)
        {
            return;
        }

        try
        {
            var answers = await answer(session, [.. reads.Select(read => read.Question)], cancellationToken);
            for (var i = 0; i < answers.Length; i++)
            {
                reads[i].Reply(answers[i]);
            }
        }
        catch (Exception exception)
        {
            LogFailed(logger, exception, reads.Count);
            foreach (var read in reads)
            {
                read.End(exception);
            }
        }
    }

    public ValueTask DisposeAsync() => session.DisposeAsync();

    [LoggerMessage(3005, LogLevel.Warning, "A query for {Count} recoveries failed; their entities are loaded later.")]
    private static partial void LogFailed(ILogger logger, Exception exception, int count);
}
