using Akka.Actor;
using Microsoft.Extensions.Logging;

namespace ActorPlatform.Actors.Journal;

/// <summary>Runs workers until it is disposed. One that ends by a fault of ours ends the engine with it.</summary>
/// <remarks>
/// A node without one of its workers looks alive and serves nothing: on SQLite there is one writer. To restart the journal alone would not do: what an entity has under way
/// there would never be answered, and it waits for that. A planned end hands all over, and the host comes back as a new incarnation.
/// </remarks>
internal sealed partial class GroupLoop : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly ActorSystem _system;
    private readonly ILogger _logger;

    private GroupLoop(ActorSystem system, ILogger logger)
    {
        (_system, _logger) = (system, logger);
        Stopping = _stop.Token;
    }

    public CancellationToken Stopping { get; }

    public static GroupLoop Create(ActorSystem system, ILogger logger) => new(system, logger);

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
                Break(exception);
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
            Break(exception);
        }

        worker.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }

    private void Break(Exception exception)
    {
        LogBroken(_logger, exception);
        _ = CoordinatedShutdown.Get(_system).Run(WorkerBroken.Instance);
    }

    [LoggerMessage(3000, LogLevel.Debug, "A worker of the journal stopped with its incarnation.")]
    private static partial void LogStopped(ILogger logger);

    [LoggerMessage(3001, LogLevel.Critical, "A worker of the journal ended by a fault of ours; the engine ends, and its host starts it again. Report it.")]
    private static partial void LogBroken(ILogger logger, Exception exception);

    private sealed class WorkerBroken : CoordinatedShutdown.Reason
    {
        public static readonly WorkerBroken Instance = new();

        public override int ExitCode => 1;
    }
}
