using Microsoft.Extensions.Logging;

namespace ActorPlatform.Actors.Journal;

/// <summary>Runs workers until it is disposed.</summary>
internal sealed partial class GroupLoop : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly ILogger _logger;

    private GroupLoop(ILogger logger)
    {
        _logger = logger;
        Stopping = _stop.Token;
    }

    public CancellationToken Stopping { get; }

    public static GroupLoop Create(ILogger logger) => new(logger);

    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
    }

    /// <param name="blocks">True when the worker's calls block: then it gets a thread of its own, so that the thread pool is never short of those.</param>
    public void Start(IGroupWorker worker, bool blocks, string name)
    {
        if (blocks)
        {
            new Thread(() => Run(worker)) { IsBackground = true, Name = name }.Start();
        }
        else
        {
            _ = RunAsync(worker);
        }
    }

    private async Task RunAsync(IGroupWorker worker)
    {
        await using (worker)
        {
            // Leaves the actor that starts it, whose messages must not wait for the first group.
            await Task.Yield();
            try
            {
                while (await worker.WaitAsync(Stopping))
                {
                    await worker.HandleAsync(Stopping);
                }
            }
            catch (OperationCanceledException) when (Stopping.IsCancellationRequested)
            {
                LogStopped(_logger);
            }
            catch (Exception exception)
            {
                LogBroken(_logger, exception);
            }
        }
    }

    /// <summary>The same on this thread: only the waiting is asynchronous inside, the handling completes before it returns.</summary>
    private void Run(IGroupWorker worker)
    {
        try
        {
            while (worker.WaitAsync(Stopping).AsTask().GetAwaiter().GetResult())
            {
                worker.HandleAsync(Stopping).AsTask().GetAwaiter().GetResult();
            }
        }
        catch (OperationCanceledException) when (Stopping.IsCancellationRequested)
        {
            LogStopped(_logger);
        }
        catch (Exception exception)
        {
            LogBroken(_logger, exception);
        }

        worker.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }

    [LoggerMessage(3000, LogLevel.Debug, "A worker of the journal stopped with its incarnation.")]
    private static partial void LogStopped(ILogger logger);

    [LoggerMessage(3001, LogLevel.Critical, "A worker of the journal ended by a fault of ours; what waits for it will time out. Restart this node, and report it.")]
    private static partial void LogBroken(ILogger logger, Exception exception);
}
