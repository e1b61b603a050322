using System.Collections.Concurrent;
using System.Diagnostics;
using ActorPlatform.Benchmarks.Measuring;

namespace ActorPlatform.Benchmarks.Nodes;

/// <summary>Asks for every job until each has answered: a question that has not been answered for a second is put again, after all others.</summary>
internal sealed class Sweep(HttpClient http, Func<int, string, Uri> addressOf, int[] nodes)
{
    private const int InFlight = 256;
    private static readonly TimeSpan s_impatience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(100);

    /// <param name="from">When what is measured began; of <see cref="Stopwatch"/>.</param>
    public async Task<SweepResult> RunAsync(string[] jobs, long from, CancellationToken cancellationToken)
    {
        var waiting = new ConcurrentQueue<(string Job, bool Again)>(jobs.Select(job => (job, false)));
        var quick = new ConcurrentBag<double>();
        var late = new ConcurrentBag<double>();
        var left = jobs.Length;
        await Task.WhenAll(Enumerable.Range(0, InFlight).Select(async client =>
        {
            while (Volatile.Read(ref left) > 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (!waiting.TryDequeue(out var next))
                {
                    await Task.Delay(s_pause, cancellationToken);
                    continue;
                }

                var sent = Stopwatch.GetTimestamp();
                if (await AnsweredAsync(nodes[client % nodes.Length], next.Job, cancellationToken))
                {
                    if (next.Again) late.Add(Stopwatch.GetElapsedTime(from).TotalSeconds);
                    else quick.Add(Stopwatch.GetElapsedTime(sent).TotalMilliseconds);
                    Interlocked.Decrement(ref left);
                }
                else
                {
                    waiting.Enqueue((next.Job, true));
                    await Task.Delay(s_pause, cancellationToken);
                }
            }
        }));
        return new SweepResult([.. late.Order()], [.. quick], Stopwatch.GetElapsedTime(from));
    }

    private async Task<bool> AnsweredAsync(int node, string job, CancellationToken cancellationToken)
    {
        using var impatience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        impatience.CancelAfter(s_impatience);
        try
        {
            using var answer = await http.GetAsync(addressOf(node, $"/api/v1/jobs/{job}"), impatience.Token);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }
}

/// <summary>How soon jobs answered.</summary>
/// <param name="Late">Of those that did not answer the first question: seconds from the beginning until they did, in order.</param>
/// <param name="Quick">Of the others: milliseconds from the question to the answer.</param>
internal sealed record SweepResult(double[] Late, double[] Quick, TimeSpan All)
{
    public string[] Columns => Late.Length == 0
        ? ["0", "", "", $"{All.TotalSeconds:f1}", QuickOnes]
        : [$"{Late.Length}", $"{Late[0]:f1}", $"{Late[Late.Length / 2]:f1}", $"{Late[^1]:f1}", QuickOnes];

    private string QuickOnes => Quick.Length == 0 ? "none" : $"{Median.Of(Quick):f0} / {Median.Quantile(Quick, 0.99):f0}";
}
