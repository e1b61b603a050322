using System.Collections.Concurrent;
using System.Diagnostics;
using ActorPlatform.Benchmarks.Measuring;

namespace ActorPlatform.Benchmarks.Nodes;

/// <summary>Asks for every job until it has answered, some at once. A question is left open for as long as the server takes to answer it, and put again when it was refused or its connection broke.</summary>
internal sealed class Sweep(HttpClient http, Func<int, string, Uri> addressOf, int[] nodes)
{
    private const int InFlight = 256;
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(100);

    /// <param name="from">When what is measured began; of <see cref="Stopwatch"/>.</param>
    public async Task<SweepResult> RunAsync(string[] jobs, long from, CancellationToken cancellationToken)
    {
        var waiting = new ConcurrentQueue<string>(jobs);
        var answered = new ConcurrentBag<double>();
        var refused = 0;
        await Task.WhenAll(Enumerable.Range(0, InFlight).Select(async client =>
        {
            while (waiting.TryDequeue(out var job))
            {
                while (!await AnsweredAsync(nodes[client % nodes.Length], job, cancellationToken))
                {
                    Interlocked.Increment(ref refused);
                    await Task.Delay(s_pause, cancellationToken);
                }

                answered.Add(Stopwatch.GetElapsedTime(from).TotalSeconds);
            }
        }));
        return new SweepResult([.. answered.Order()], refused);
    }

    private async Task<bool> AnsweredAsync(int node, string job, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await http.GetAsync(addressOf(node, $"/api/v1/jobs/{job}"), cancellationToken);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}

/// <summary>How soon jobs answered.</summary>
/// <param name="Answered">For each, seconds from the beginning until it answered; in order.</param>
/// <param name="Refused">Questions that had to be put again.</param>
internal sealed record SweepResult(double[] Answered, int Refused)
{
    public static string[] Heads => ["jobs", "the first of them, s", "half", "all", "asked again"];

    public string[] Columns => [$"{Answered.Length}", $"{Answered[0]:f1}", $"{Median.Of([.. Answered]):f1}", $"{Answered[^1]:f1}", $"{Refused}"];
}
