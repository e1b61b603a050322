using System.Collections.Immutable;
using ActorPlatform.Actors.Tests.Jobs.Effects;
using ActorPlatform.Actors.Tests.Jobs.Fakes;
using ActorPlatform.Actors.Tests.Jobs.Whole;
using ActorPlatform.Jobs;
using ActorPlatform.Jobs.Batches;
using ActorPlatform.Jobs.Commands;
using ActorPlatform.Jobs.Facade;
using ActorPlatform.Jobs.Operations;
using Akka.Hosting;
using Microsoft.Data.Sqlite;

namespace ActorPlatform.Actors.Tests.Jobs.Batches;

/// <summary>Jobs on the real shell, journal and actors, to be asked many at a time.</summary>
public abstract class BatchTest : IAsyncLifetime
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(60);
    private readonly string _folder = Directory.CreateTempSubdirectory("batches-").FullName;

    private string File => Path.Combine(_folder, "test.db");

    internal FakeCluster Cluster { get; } = new("a", TimeProvider.System)
    {
        StoreAfter = TimeSpan.FromMilliseconds(20),
        RegisterAfter = TimeSpan.FromMilliseconds(50),
        SavepointTakes = TimeSpan.FromMilliseconds(50),
        TimeLimit = TimeSpan.FromMilliseconds(500),
    };

    internal JobEngine Engine { get; private set; } = null!;

    protected static CancellationToken Never => CancellationToken.None;

    public async Task InitializeAsync() => await StartAsync();

    public async Task DisposeAsync()
    {
        await Engine.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    protected async Task StartAsync(Action<AkkaConfigurationBuilder>? configure = null) => Engine = await JobEngine.StartAsync(File, Cluster, configure);

    /// <summary>Changes the database beside the engine.</summary>
    protected void Execute(string statement, JobId job)
    {
        using var connection = new SqliteConnection($"Data Source={File};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = statement;
        command.Parameters.AddWithValue("$job", $"job|{job}");
        command.ExecuteNonQuery().ShouldBeGreaterThan(0);
    }

    protected static BatchSelect Filter(params ImmutableArray<JobStatus> statuses) =>
        new([], new JobQuery(statuses, null, null, [], ImmutableSortedDictionary<string, string>.Empty, null, null, "name", 500, null));

    protected static BatchOrder Order(BatchAction action, BatchSelect select, int? count = null) => new(action, new BatchArguments(), select, count, 3, "night shift");

    protected async Task<ImmutableArray<JobId>> DefineAsync(int count)
    {
        var jobs = Enumerable.Range(0, count).Select(i => new JobId($"job-{i:00}")).ToImmutableArray();
        foreach (var job in jobs)
            await Engine.DoAsync(job, "define", new DefineJob(EffectFixture.Plan().Spec with { Name = $"orders-{job.Value}" }));
        return jobs;
    }

    protected async Task<Answer> AskAsync(BatchOrder order, string? key = null, string fingerprint = "f") =>
        await Engine.Jobs.Batches.AskAsync(new BatchRequest(key, fingerprint, "anna", order), Never);

    protected async Task<OperationId> AcceptedAsync(BatchOrder order, string? key = null) =>
        (await AskAsync(order, key)).ShouldBeOfType<Answer.Accepted>().Reply.ShouldBeOfType<OperationReply>().Id;

    protected async Task<Operation> EndAsync(OperationId id)
    {
        var sight = (await Engine.Jobs.WaitAsync(id, Long, Never)).ShouldNotBeNull();
        sight.Job.ShouldBeNull();
        sight.Operation.IsOver.ShouldBeTrue();
        return sight.Operation;
    }

    protected async Task<ImmutableArray<BatchJobView>> ResultsAsync(OperationId id, params ImmutableArray<BatchJobState> states) =>
        (await Engine.Jobs.Batches.ReadResultsAsync(id, new BatchResultQuery(states, 500, null), Never)).ShouldNotBeNull().Items;

    /// <summary>How often a job accepted a command.</summary>
    protected async Task<int> AcceptedAsync(JobId job) => (await Engine.Jobs.ReadEventsAsync(job, 0, 500, Never)).Items.Count(e => e.Type == "operation-accepted");
}
