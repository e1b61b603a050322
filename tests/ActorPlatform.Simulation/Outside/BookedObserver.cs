using System.Collections.Immutable;
using ActorPlatform.Actors.Entities;
using ActorPlatform.Actors.Jobs.Observers;
using ActorPlatform.Actors.Jobs.Settings;
using ActorPlatform.Actors.TestKit.Time;
using ActorPlatform.Jobs;
using ActorPlatform.Jobs.Commands;
using ActorPlatform.Jobs.Ports;

namespace ActorPlatform.Simulation.Outside;

/// <summary>The loop of the product's observer in virtual time, around the product's own book of sightings.</summary>
internal sealed class BookedObserver(ICluster cluster, VirtualTime time, Func<ImmutableArray<RunAddress>> watched, Func<string, object, Task<EntityAnswer>> tell)
{
    private static readonly ObserverOptions s_options = new() { Every = TimeSpan.FromSeconds(10) };
    private readonly SightingBook _book = new(s_options);
    private readonly HashSet<ApplicationId> _confirming = [];
    private readonly List<Task> _errands = [];

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await Task.Delay(s_options.Every, time, cancellationToken);
            if (await TryAsync(cluster.FetchApplicationsAsync, cancellationToken) is { } sweep)
                foreach (var expected in _book.Note(sweep, watched(), _confirming, time.GetUtcNow()))
                    _errands.Add(ConfirmAsync(expected, cancellationToken));
            foreach (var report in _book.TakeNews(time.GetUtcNow()))
                _errands.Add(TellAsync(report, cancellationToken));
            await EndedAsync();
        }
    }

    public static async Task<T?> TryAsync<T>(Func<CancellationToken, Task<T>> call, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            return await call(cancellationToken);
        }
        catch (ClusterUnreachableException)
        {
            return null;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // The right to act is lost: no poll until it is back.
            return null;
        }
    }

    private async Task TellAsync(ApplicationReport report, CancellationToken cancellationToken) =>
        _book.Ended(report, await AskAsync(report.Job, new ApplicationSeen(report), cancellationToken), time.GetUtcNow());

    private async Task ConfirmAsync(ExpectedApplication expected, CancellationToken cancellationToken)
    {
        _confirming.Add(expected.Application);
        var lookup = await TryAsync(token => cluster.LookUpAsync(expected.Application, token), cancellationToken);
        if (lookup is ApplicationLookup.Found found)
            _book.Note(found.Report);
        else if (lookup is ApplicationLookup.Missing { Settled: true }
            && await AskAsync(expected.Job, new ApplicationMissing(expected.Run, expected.Application), cancellationToken) != MailReceipt.NotNow)
            _book.Missing(expected.Application, time.GetUtcNow());
        _confirming.Remove(expected.Application);
    }

    private async Task<MailReceipt> AskAsync(JobId job, JobCommand command, CancellationToken cancellationToken)
    {
        var answer = tell(job.Value, command);
        await Task.WhenAny(answer, Task.Delay(s_options.AcknowledgeWithin, time, cancellationToken));
        cancellationToken.ThrowIfCancellationRequested();
        return answer.IsCompleted ? JobMailbox.ReceiptOf(await answer) : MailReceipt.NotNow;
    }

    /// <summary>An errand that failed ends the simulation with its error.</summary>
    private async Task EndedAsync()
    {
        foreach (var errand in _errands.Where(e => e.IsCompleted).ToList())
        {
            _errands.Remove(errand);
            await errand;
        }
    }
}
