using System.Collections.Concurrent;

namespace ActorPlatform.EndToEnd.Engines;

/// <summary>Looks at a job again and again beside a test, through the engine and at the cluster: what must never be is sought in all that was seen.</summary>
internal sealed class JobWatch : IAsyncDisposable
{
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(200);
    private readonly ConcurrentQueue<JobSample> _samples = new();
    private readonly CancellationTokenSource _end = new();
    private readonly Job _job;
    private readonly Task _looking;
    private volatile int _mostLive;

    private JobWatch(Job job)
    {
        _job = job;
        _looking = Task.WhenAll(LookAsync(SampleAsync), LookAsync(CountAsync));
    }

    public static JobWatch Start(Job job) => new(job);

    /// <summary>The most applications of the job that YARN held for live at one moment.</summary>
    public int MostLive => _mostLive;

    /// <summary>What was shown as visibility, one after another.</summary>
    public IReadOnlyList<string> Visibilities => _samples.Aggregate(
        new List<string>(),
        (seen, sample) =>
        {
            if (seen.Count == 0 || seen[^1] != sample.Visibility)
                seen.Add(sample.Visibility);
            return seen;
        });

    /// <summary>All the time it had this status and this run, and at most one application.</summary>
    public async Task ShouldHaveKeptAsync(string status, int run)
    {
        _samples.ShouldNotBeEmpty();
        if (_samples.FirstOrDefault(s => s.Status != status || s.Run != run) is { } other)
            throw new InvalidOperationException($"It should have been {status} in run {run} all the time, but was once {other}.\n{await _job.DescribeAsync()}");
        await ShouldNeverHaveHadTwoAsync();
    }

    public async Task ShouldNeverHaveHadTwoAsync()
    {
        if (_mostLive > 1)
            throw new InvalidOperationException($"{_mostLive} applications of the job were live at one moment.\n{await _job.DescribeAsync()}");
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _looking;
        _end.Dispose();
    }

    private async Task LookAsync(Func<Task> look)
    {
        try
        {
            while (true)
            {
                await look();
                await Task.Delay(s_pause, _end.Token);
            }
        }
        catch (OperationCanceledException) when (_end.IsCancellationRequested)
        {
            // Ended by DisposeAsync.
        }
    }

    private async Task SampleAsync()
    {
        if (await _job.ReadAsync() is { Status: 200 } answer)
            _samples.Enqueue(new JobSample(answer.Text("status")!, answer.Text("visibility")!, answer.Body!["run"]?["number"]?.GetValue<int>() ?? 0));
    }

    private async Task CountAsync()
    {
        try
        {
            var live = (await _job.Rig.Yarn.LiveAsync(_job.Id)).Count;
            if (live > _mostLive)
                _mostLive = live;
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException or System.Text.Json.JsonException)
        {
            // The ResourceManager is away, or does not know its applications yet: the next look tells.
        }
    }
}

/// <summary>What the engine said of a job at one moment.</summary>
internal sealed record JobSample(string Status, string Visibility, int Run);
