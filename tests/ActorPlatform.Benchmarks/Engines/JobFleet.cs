using System.Collections.Immutable;
using ActorPlatform.Jobs;
using ActorPlatform.Jobs.Commands;
using ActorPlatform.Jobs.Facade;
using ActorPlatform.Jobs.Specs;

namespace ActorPlatform.Benchmarks.Engines;

/// <summary>Many jobs whose specs are changed by their clients: each change is one durable commit of the real behaviour, with the job's row of the list.</summary>
/// <param name="first">The number of the first one: fleets side by side have jobs of their own.</param>
internal sealed class JobFleet(IJobs jobs, int count, int first = 0)
{
    // Defining and changing at first is preparation, in flight at once as many as the engine recovers together.
    private const int InFlight = 200;
    private const int FingerprintLength = 64;
    private const int MostChanged = 1 << 20;
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(50);
    private static readonly ImmutableSortedDictionary<string, string> s_labels = ImmutableSortedDictionary<string, string>.Empty.Add("team", "payments").Add("stage", "production");

    private static readonly ImmutableSortedDictionary<string, string> s_options =
        ImmutableSortedDictionary<string, string>.Empty.Add("execution.checkpointing.interval", "30s").Add("state.backend.type", "rocksdb");

    private readonly int[] _versions = new int[Math.Min(count, MostChanged)];

    public int Count => count;

    public Task StartAllAsync(CancellationToken cancellationToken) => AllAsync(StartAsync, cancellationToken);

    public static JobId IdOf(int number) => new($"job-{number:x32}");

    public Task DefineAllAsync(CancellationToken cancellationToken) => AllAsync(DefineAsync, cancellationToken);

    public Task ChangeAllAsync(CancellationToken cancellationToken) => AllAsync(ChangeAsync, cancellationToken);

    /// <summary>One durable command.</summary>
    public async Task ChangeAsync(int number, CancellationToken cancellationToken)
    {
        var version = _versions[number];
        var reply = await AskAsync(number, new ChangeSpec(SpecOf(number, version + 1), version), cancellationToken);
        _versions[number] = reply is SpecChangedReply changed && changed.SpecVersion == version + 1
            ? changed.SpecVersion
            : throw new InvalidOperationException($"Job {number} answered {reply} to the change of version {version}.");
    }

    public async Task StartAsync(int number, CancellationToken cancellationToken) => await AskAsync(number, new StartJob(Restore: null), cancellationToken);

    /// <summary>Waits until all of this fleet, and all before it, are RUNNING.</summary>
    public async Task AllRunAsync(Func<CancellationToken, Task<long>> countRunning, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(s_patience);
        while (await countRunning(patience.Token) < first + count) await Task.Delay(s_look, patience.Token);
    }

    /// <summary>Defines one that is not changed afterwards.</summary>
    public Task CreateAsync(int number, CancellationToken cancellationToken) => AskAsync(number, new DefineJob(SpecOf(number, 1)), cancellationToken);

    public async Task DefineAsync(int number, CancellationToken cancellationToken)
    {
        var reply = await AskAsync(number, new DefineJob(SpecOf(number, 1)), cancellationToken);
        _versions[number] = reply is JobDefinedReply { Created: true } ? 1 : throw new InvalidOperationException($"Job {number} answered {reply} to its definition.");
    }

    private async Task<object> AskAsync(int number, JobCommand command, CancellationToken cancellationToken)
    {
        // As long as those that come over HTTP: an idempotency key, usually a UUID, and a SHA-256 in hexadecimal digits.
        var id = Guid.NewGuid().ToString();
        return await jobs.AskAsync(IdOf(first + number), new JobRequest(id, id.PadLeft(FingerprintLength, '0'), "benchmark", command), cancellationToken) is Answer.Accepted accepted
            ? accepted.Reply
            : throw new InvalidOperationException($"Job {first + number} did not take {command.GetType().Name}: the measurement would not be of durable commands.");
    }

    private Task AllAsync(Func<int, CancellationToken, Task> act, CancellationToken cancellationToken) => Parallel.ForEachAsync(
        Enumerable.Range(0, count),
        new ParallelOptions { MaxDegreeOfParallelism = InFlight, CancellationToken = cancellationToken },
        async (number, cancelled) => await act(number, cancelled));

    // As large as real ones: some labels, arguments and options.
    private static JobSpec SpecOf(int number, int version) => new()
    {
        Name = $"orders-{number}",
        ExternalId = $"orders-{number}",
        Labels = s_labels,
        Artifact = "hdfs:///jars/orders-1.4.2.jar",
        EntryClass = "com.example.orders.Main",
        Args = ["--topic", $"orders-{number}", "--rate", $"{version}"],
        Target = new TargetSpec { Cluster = "a" },
        FlinkConfig = s_options,
    };
}
