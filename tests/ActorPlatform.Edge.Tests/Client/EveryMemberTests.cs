using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using ActorPlatform.Client;
using ActorPlatform.Client.Http;
using ActorPlatform.Client.InProcess;
using ActorPlatform.Client.Model;
using ActorPlatform.Edge.Tests.Api;
using ActorPlatform.Jobs.Batches;
using ActorPlatform.Jobs.Facade;
using ActorPlatform.Jobs.Ports;
using ActorPlatform.Jobs.Specs;
using BatchOrder = ActorPlatform.Client.BatchOrder;

namespace ActorPlatform.Edge.Tests.Client;

/// <summary>Nothing is to be had over HTTP only: each member of the interface is asked both ways, of engines in the same state, with good and with bad input, and answers the same.</summary>
public sealed partial class EveryMemberTests
{
    private static readonly JobAction.Start s_start = new();
    private static readonly BatchOrder s_batch = new() { Action = BatchAction.Start, Filter = new JobFilter { Statuses = ["DEFINED"] }, ExpectCount = 1, Reason = "night shift" };

    /// <summary>By member: what is asked. Each question's answer, or error, is written down.</summary>
    private static readonly Dictionary<string, Func<Asking, Task>> s_cases = new()
    {
        [nameof(IActorPlatform.CreateJobAsync)] = async a =>
        {
            await a.TellAsync(p => p.CreateJobAsync(SpecOf("new")));
            await a.TellAsync(p => p.CreateJobAsync(SpecOf("new") with { Parallelism = 0, Target = new TargetSpec { Cluster = "nowhere" } }));
            await a.TellAsync(p => p.CreateJobAsync(SpecOf("new") with { Name = "another" }));
            await a.TellAsync(p => p.CreateJobAsync(SpecOf("new"), new CommandOptions { IdempotencyKey = new string('k', 129) }));
        },
        [nameof(IActorPlatform.TryCreateJobAsync)] = async a =>
        {
            await a.TellAsync(p => p.TryCreateJobAsync(SpecOf("new")));
            await a.TellAsync(p => p.TryCreateJobAsync(SpecOf(Asking.External)));
            await a.TellAsync(p => p.TryCreateJobAsync(SpecOf(Asking.External) with { Name = "another" }));
            await a.TellAsync(p => p.TryCreateJobAsync(SpecOf("new") with { Parallelism = 0 }));
            await a.TellAsync(p => p.ListJobsAsync(new JobFilter()));
        },
        [nameof(IActorPlatform.ChangeSpecAsync)] = async a =>
        {
            await a.TellAsync(p => p.ChangeSpecAsync(a.Job, SpecOf(Asking.External) with { Parallelism = 2 }, 1));
            await a.TellAsync(p => p.ChangeSpecAsync(a.Job, SpecOf(Asking.External) with { Parallelism = 3 }, 1));
            await a.TellAsync(p => p.ChangeSpecAsync(a.Job, SpecOf(Asking.External) with { Parallelism = -3 }, 2));
            await a.TellAsync(p => p.ChangeSpecAsync("no job", SpecOf(Asking.External) with { Parallelism = -3 }, 2));
        },
        [nameof(IActorPlatform.TryChangeSpecAsync)] = async a =>
        {
            await a.TellAsync(p => p.TryChangeSpecAsync(a.Job, SpecOf(Asking.External) with { Parallelism = 2 }, 1));
            await a.TellAsync(p => p.TryChangeSpecAsync(a.Job, SpecOf(Asking.External) with { Parallelism = 2 }, 7));
            await a.TellAsync(p => p.TryChangeSpecAsync(a.Job, SpecOf(Asking.External) with { Parallelism = -2 }, 1));
            await a.TellAsync(p => p.TryChangeSpecAsync("job-none", SpecOf(Asking.External), 1));
            await a.TellAsync(p => p.GetJobAsync(a.Job));
        },
        [nameof(IActorPlatform.RunAsync)] = async a =>
        {
            await a.TellAsync(p => p.RunAsync(a.Job, new JobAction.Suspend()));
            await a.TellAsync(p => p.RunAsync(a.Job, s_start));
            await a.TellAsync(p => p.RunAsync(a.Job, new JobAction.Kill()));
            await BadActionsAsync(a, (p, action) => p.RunAsync(a.Job, action));
            await a.TellAsync(p => p.RunAsync(a.Job, s_start, new CommandOptions { Wait = TimeSpan.FromSeconds(61) }));
            await a.TellAsync(p => p.RunAsync("no job", s_start));
        },
        [nameof(IActorPlatform.TryRunAsync)] = async a =>
        {
            await a.TellAsync(p => p.TryRunAsync(a.Job, s_start));
            await a.TellAsync(p => p.TryRunAsync(a.Job, new JobAction.Start("none")));
            await a.TellAsync(p => p.TryRunAsync(a.Job, new JobAction.Start("latest")));
            await a.TellAsync(p => p.TryRunAsync(a.Job, new JobAction.Delete()));
            foreach (var refused in new JobAction[] { new JobAction.Suspend(), new JobAction.Kill(), new JobAction.Restart(), new JobAction.Savepoint() })
                await a.TellAsync(p => p.TryRunAsync(a.Job, refused));
            await BadActionsAsync(a, (p, action) => p.TryRunAsync(a.Job, action));
            await a.TellAsync(p => p.TryRunAsync("job-none", s_start));
            await a.TellAsync(p => p.GetJobAsync(a.Job));
            await a.Platform.RunAsync(a.Job, s_start);
            foreach (var running in new JobAction[] { s_start, new JobAction.Kill(), new JobAction.Delete(), new JobAction.Delete(Force: true) })
                await a.TellAsync(p => p.TryRunAsync(a.Job, running));
        },
        [nameof(IActorPlatform.RunBatchAsync)] = async a =>
        {
            await a.TellAsync(p => p.RunBatchAsync(s_batch));
            await a.TellAsync(p => p.RunBatchAsync(s_batch with { ExpectCount = null }));
            await a.TellAsync(p => p.RunBatchAsync(s_batch with { ExpectCount = 7 }));
            await a.TellAsync(p => p.RunBatchAsync(s_batch with { Parallelism = 0 }));
        },
        [nameof(IActorPlatform.TryBatchAsync)] = async a =>
        {
            await a.TellAsync(p => p.TryBatchAsync(s_batch));
            await a.TellAsync(p => p.TryBatchAsync(s_batch with { Action = BatchAction.Suspend, ExpectCount = null }));
            await a.TellAsync(p => p.TryBatchAsync(s_batch with { Filter = new JobFilter { Statuses = ["NONE"] } }));
        },
        [nameof(IActorPlatform.ListBatchResultsAsync)] = async a =>
        {
            var batch = (await a.Platform.RunBatchAsync(s_batch)).Id;
            await a.TellAsync(p => p.ListBatchResultsAsync(batch, new BatchResultFilter()));
            await a.TellAsync(p => p.ListBatchResultsAsync(batch, new BatchResultFilter { States = ["ODD"] }));
            await a.TellAsync(p => p.ListBatchResultsAsync(batch, new BatchResultFilter { Limit = 501 }));
            await a.TellAsync(p => p.ListBatchResultsAsync("op-none", new BatchResultFilter()));
        },
        [nameof(IActorPlatform.ReleaseJobAsync)] = async a =>
        {
            await a.TellAsync(async p => { await p.ReleaseJobAsync(a.Job); return "released"; });
            a.Jobs.Quarantined.Add(new ActorPlatform.Jobs.JobId(a.Job));
            await a.TellAsync(async p => { await p.ReleaseJobAsync(a.Job); return "released"; });
        },
        [nameof(IActorPlatform.GetJobAsync)] = async a =>
        {
            await a.TellAsync(p => p.GetJobAsync(a.Job));
            await a.TellAsync(p => p.GetJobAsync("job-none"));
        },
        [nameof(IActorPlatform.RefreshJobAsync)] = async a =>
        {
            await a.TellAsync(p => p.RefreshJobAsync(a.Job));
            a.Told.Add(string.Join(' ', a.Jobs.Refreshes));
            await a.TellAsync(p => p.RefreshJobAsync("job-none"));
            await a.TellAsync(p => p.RefreshJobAsync("no job"));
            a.Jobs.ReadFault = new JobUnavailableException("nobody owns it");
            await a.TellAsync(p => p.RefreshJobAsync(a.Job));
        },
        [nameof(IActorPlatform.SummarizeJobsAsync)] = async a =>
        {
            await a.TellAsync(p => p.SummarizeJobsAsync(new JobFilter()));
            await a.TellAsync(p => p.SummarizeJobsAsync(
                new JobFilter { Statuses = ["DEFINED"], Tenant = "dw", Labels = new Dictionary<string, string> { ["team"] = "dw" }, Sort = "odd", Limit = 0, Cursor = "stale" }, ["tenant", "health", "tenant"]));
            var counted = a.Jobs.Listed[^1];
            a.Told.Add($"{counted.Statuses[0]} {counted.Tenant} {counted.Labels["team"]} {counted.Cursor}");
            await a.TellAsync(p => p.SummarizeJobsAsync(new JobFilter(), ["odd"]));
            foreach (var bad in new JobFilter[] { new() { Statuses = ["NONE"] }, new() { Healths = ["ODD"] }, new() { Text = new string('t', 201) } })
                await a.TellAsync(p => p.SummarizeJobsAsync(bad));
        },
        [nameof(IActorPlatform.ListExceptionsAsync)] = async a =>
        {
            await a.Platform.RunAsync(a.Job, s_start);
            await a.TellAsync(p => p.ListExceptionsAsync(a.Job, 1));
            var state = a.Jobs.StateOf(new ActorPlatform.Jobs.JobId(a.Job));
            var at = DateTimeOffset.UnixEpoch;
            a.Jobs.Put(state with { Runs = [state.Runs[0] with { Exceptions = [new(at, "java.io.IOException", "at Older", null), new(at.AddMinutes(1), "java.lang.Error", "at Newer", "Map (3/4)")] }] });
            await a.TellAsync(p => p.ListExceptionsAsync(a.Job, 1));
            await a.TellAsync(p => p.ListExceptionsAsync(a.Job, 2));
            await a.TellAsync(p => p.ListExceptionsAsync(a.Job, -1));
            await a.TellAsync(p => p.ListExceptionsAsync("job-none", 1));
        },
        [nameof(IActorPlatform.ListAuditAsync)] = async a =>
        {
            var since = new DateTimeOffset(2026, 1, 2, 3, 4, 5, 678, TimeSpan.FromHours(2));
            await a.TellAsync(p => p.ListAuditAsync(new AuditFilter { JobId = a.Job, By = "anna", Since = since, Until = since.AddTicks(1), Limit = 7, Cursor = "40" }));
            var asked = a.Jobs.Audits[^1];
            a.Told.Add($"{asked.Job} {asked.By} {asked.Since?.UtcTicks} {asked.Until?.UtcTicks} {asked.Limit} {asked.Cursor}");
            await a.TellAsync(p => p.ListAuditAsync(new AuditFilter()));
            foreach (var bad in new AuditFilter[] { new() { JobId = "no job" }, new() { Since = since, Until = since }, new() { Limit = 0 }, new() { Limit = 501 }, new() { Cursor = "stale" } })
                await a.TellAsync(p => p.ListAuditAsync(bad));
        },
        [nameof(IActorPlatform.PutArtifactAsync)] = async a =>
        {
            await a.TellAsync(p => p.PutArtifactAsync(() => new MemoryStream([1, 2, 3])));
            a.Told.AddRange(a.Jobs.Artifacts.Select(artifact => $"{artifact.Key} {Convert.ToHexString(artifact.Value)}"));
            await a.TellAsync(p => p.PutArtifactAsync(() => new MemoryStream([])));
            await Should.ThrowAsync<FileNotFoundException>(() => a.Platform.PutArtifactAsync(Path.Combine(AppContext.BaseDirectory, "no.jar")));
            a.Jobs.ReadFault = new JobUnavailableException("It is not on b.");
            await a.TellAsync(p => p.PutArtifactAsync(() => new MemoryStream([1, 2, 3])));
        },
        [nameof(IActorPlatform.ListJobsAsync)] = async a =>
        {
            await a.TellAsync(p => p.ListJobsAsync(new JobFilter { Statuses = ["DEFINED"], WithSpec = true, Sort = "restoreAge", Labels = new Dictionary<string, string> { ["team"] = "dw" } }));
            foreach (var bad in new JobFilter[] { new() { Statuses = ["NONE"] }, new() { Healths = ["ODD"] }, new() { Limit = 0 }, new() { Limit = 501 }, new() { Sort = "odd" }, new() { Cursor = "stale" }, new() { Text = new string('t', 201) } })
                await a.TellAsync(p => p.ListJobsAsync(bad));
        },
        [nameof(IActorPlatform.ListRunsAsync)] = async a =>
        {
            await a.Platform.RunAsync(a.Job, s_start);
            await a.TellAsync(p => p.ListRunsAsync(a.Job));
        },
        [nameof(IActorPlatform.ListRestorePointsAsync)] = async a =>
        {
            a.Jobs.Put(a.Jobs.StateOf(new ActorPlatform.Jobs.JobId(a.Job)) with
            {
                Ledger = [new ActorPlatform.Jobs.RestorePoints.RestorePoint
                {
                    Id = new ActorPlatform.Jobs.RestorePointId("r4-c17"), Run = 4, Kind = ActorPlatform.Jobs.RestorePoints.RestorePointKind.Checkpoint, Path = "hdfs:///flink/chk-17", CompletedAt = DateTimeOffset.UnixEpoch,
                    SizeBytes = 1234, FlinkVersion = "1.20", Cluster = "a",
                }],
            });
            await a.TellAsync(p => p.ListRestorePointsAsync(a.Job));
            await a.TellAsync(p => p.ListRestorePointsAsync("job-none"));
        },
        [nameof(IActorPlatform.ExplainAsync)] = async a =>
        {
            await a.Platform.RunAsync(a.Job, s_start);
            await a.TellAsync(p => p.ExplainAsync(a.Job));
        },
        [nameof(IActorPlatform.GetLogAsync)] = async a =>
        {
            await a.Platform.RunAsync(a.Job, s_start);
            a.Jobs.Log = "first\nsecond\nthird\n";
            await a.TellAsync(p => p.GetLogAsync(a.Job, 1, new LogFilter { Source = "container", Bytes = 16, Text = "d" }));
            foreach (var bad in new LogFilter[] { new() { Source = "../etc" }, new() { Bytes = 0 }, new() { Before = 0 } })
                await a.TellAsync(p => p.GetLogAsync(a.Job, 1, bad));
            await a.TellAsync(p => p.GetLogAsync(a.Job, 7, new LogFilter()));
            a.Jobs.Log = null;
            await a.TellAsync(p => p.GetLogAsync(a.Job, 1, new LogFilter()));
        },
        [nameof(IActorPlatform.ListSpecVersionsAsync)] = async a =>
        {
            await a.TellAsync(p => p.ListSpecVersionsAsync(a.Job));
            await a.TellAsync(p => p.ListSpecVersionsAsync("no job"));
        },
        [nameof(IActorPlatform.CompareSpecsAsync)] = async a =>
        {
            var first = SpecOf(Asking.External);
            var second = first with
            {
                Parallelism = 4,
                Args = ["--rate", "200"],
                Labels = first.Labels.Remove("team"),
                FlinkConfig = first.FlinkConfig.SetItem("state.backend.type", "rocksdb"),
                Retry = first.Retry with { Window = TimeSpan.FromHours(2), ByClass = first.Retry.ByClass.Add("USER_CODE", new RetryRule { MaxAttempts = 1 }) },
                State = first.State with { SavepointEvery = null },
            };
            a.Jobs.Versions[new ActorPlatform.Jobs.JobId(a.Job)] = [new(1, default, "anna", first), new(2, default, "anna", second)];
            await a.TellAsync(p => p.CompareSpecsAsync(a.Job, 1, 2));
            await a.TellAsync(p => p.CompareSpecsAsync(a.Job, 2, 1));
            await a.TellAsync(p => p.CompareSpecsAsync(a.Job, 2, 2));
            await a.TellAsync(p => p.CompareSpecsAsync(a.Job, 1, 3));
            await a.TellAsync(p => p.CompareSpecsAsync(a.Job, -1, 2));
            await a.TellAsync(p => p.CompareSpecsAsync("job-none", 1, 2));
        },
        [nameof(IActorPlatform.ListEventsAsync)] = async a =>
        {
            await a.TellAsync(p => p.ListEventsAsync(a.Job));
            await a.TellAsync(p => p.ListEventsAsync(a.Job, "odd"));
            await a.TellAsync(p => p.ListEventsAsync(a.Job, limit: 501));
            await a.TellAsync(p => p.ListEventsAsync("job-none"));
            a.Jobs.EventsOutdated = true;
            await a.TellAsync(p => p.ListEventsAsync(a.Job));
        },
        [nameof(IActorPlatform.FollowAsync)] = async a =>
        {
            a.Jobs.Feed.Add("first");
            a.Jobs.Feed.Add("second");
            await a.TellAsync(p => FirstAsync(p.FollowAsync("0"), 2));
            await a.TellAsync(p => FirstAsync(p.FollowAsync("99"), 1));
        },
        [nameof(IActorPlatform.GetOperationAsync)] = async a =>
        {
            var operation = (await a.Platform.RunAsync(a.Job, s_start)).Id;
            await a.TellAsync(p => p.GetOperationAsync(operation));
            await a.TellAsync(p => p.GetOperationAsync(operation, TimeSpan.FromSeconds(61)));
            await a.TellAsync(p => p.GetOperationAsync("op-none"));
        },
        [nameof(IActorPlatform.ListOperationsAsync)] = async a =>
        {
            await a.Platform.RunAsync(a.Job, s_start);
            await a.TellAsync(p => p.ListOperationsAsync(new OperationFilter { JobId = a.Job, State = "RUNNING" }));
            foreach (var bad in new OperationFilter[] { new() { State = "ODD" }, new() { JobId = "no job" }, new() { Limit = 0 } })
                await a.TellAsync(p => p.ListOperationsAsync(bad));
        },
        [nameof(IActorPlatform.ListNodesAsync)] = a => a.TellAsync(p => p.ListNodesAsync()),
        [nameof(IActorPlatform.DrainNodeAsync)] = async a =>
        {
            foreach (var (name, force) in new[] { ("n2", false), ("n9", false), ("n1", false), ("n1", true), ("no/such node", true) })
                await a.TellAsync(p => p.DrainNodeAsync(name, force));
            a.Jobs.Nodes.Fault = new JobUnavailableException("away");
            await a.TellAsync(p => p.DrainNodeAsync("n2"));
            await a.TellAsync(p => p.ListNodesAsync());
        },
        [nameof(IActorPlatform.ListClustersAsync)] = a => a.TellAsync(p => p.ListClustersAsync()),
    };

    public static TheoryData<string> Members => [.. typeof(IActorPlatform).GetMethods().Select(method => method.Name)];

    [Theory]
    [MemberData(nameof(Members))]
    public async Task Member_BothWays_AnswersTheSame(string member)
    {
        s_cases.ShouldContainKey(member, $"{member} has no case here: add one, so that it is held to the same answers both ways.");

        var http = await AskAsync(member, overHttp: true);
        var inside = await AskAsync(member, overHttp: false);

        http.ShouldNotBeEmpty();
        inside.ShouldBe(http);
        http.ShouldNotContain(line => line.StartsWith("not one of ours", StringComparison.Ordinal));
    }

    [Fact]
    public void Clients_HaveNothingOfTheirOwn()
    {
        var shared = typeof(IActorPlatform).GetMethods().Select(method => method.Name).ToHashSet();
        foreach (var client in new[] { typeof(ActorPlatformHttpClient), typeof(InProcessActorPlatform) })
        {
            var own = client.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly).Select(method => method.Name).Distinct();

            own.Except(shared).Except([nameof(IDisposable.Dispose)]).ShouldBeEmpty($"{client.Name} has what {nameof(IActorPlatform)} has not.");
        }
    }

    private static async Task BadActionsAsync<T>(Asking asking, Func<IActorPlatform, JobAction, Task<T>> ask)
    {
        foreach (var bad in new JobAction[]
        {
            new JobAction.Start("No Such"), new JobAction.Restart("No Such"), new JobAction.Savepoint("ODD"), new JobAction.Kill(ConfirmedDead: true), new JobAction.Kill(ConfirmedDead: true, new string('r', 1001)),
        })
            await asking.TellAsync(p => ask(p, bad));
    }

    private static async Task<List<JobEvent>> FirstAsync(IAsyncEnumerable<JobEvent> events, int count)
    {
        var found = new List<JobEvent>();
        await foreach (var item in events)
        {
            found.Add(item);
            if (found.Count == count)
                break;
        }

        return found;
    }

    private static JobSpec SpecOf(string externalId) => JsonSerializer.Deserialize(Specs.Good, ClientJson.Of<JobSpec>())! with { ExternalId = externalId };

    private static async Task<List<string>> AskAsync(string member, bool overHttp)
    {
        var host = new ApiHost();
        await host.InitializeAsync();
        try
        {
            host.Jobs.Clusters =
            [
                new ClusterSight("a", "yarn", Sight.Clear, new ClusterCapacity("3.4", 16384, 100, 8, 8, 1, 0, 0, 8192, 8), 2, new ClusterTraffic(1.5, new Dictionary<string, string> { ["http://rm"] = "CLOSED" })),
                new ClusterSight("b", "yarn", new Sight(ActorPlatform.Jobs.Visibility.Stale, host.Time.GetUtcNow(), "no answer"), null, 0, new ClusterTraffic(0, new Dictionary<string, string>())),
            ];
            var job = await host.DefineAsync(Asking.External);
            using var http = new ActorPlatformHttpClient(host.Address, new ActorPlatformHttpOptions { RepeatFor = TimeSpan.Zero });
            var asking = new Asking(overHttp ? http : new InProcessActorPlatform(host.Jobs, "anonymous"), host.Jobs, job, []);
            await s_cases[member](asking);
            return asking.Told;
        }
        finally
        {
            await host.DisposeAsync();
        }
    }

    [GeneratedRegex("r-[0-9a-f]{32}|(op|batch)-[0-9a-z-]+", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex RandomIds();

    /// <summary>Asks one engine one way, and keeps what it told.</summary>
    private sealed record Asking(IActorPlatform Platform, FakeJobs Jobs, string Job, List<string> Told)
    {
        public const string External = "here-1";

        public async Task TellAsync<T>(Func<IActorPlatform, Task<T>> ask)
        {
            try
            {
                Told.Add(RandomIds().Replace(JsonSerializer.Serialize(await ask(Platform), ClientJson.Of<T>()), "RANDOM"));
            }
            catch (ActorPlatformException failure)
            {
                Told.Add($"{failure.GetType().Name} {failure.Code} {(failure is InputException { Errors: var errors } ? string.Join(',', errors.Keys.Order()) : "")}");
            }
            catch (Exception failure) when (failure is not ShouldAssertException)
            {
                Told.Add($"not one of ours: {failure}");
            }
        }
    }
}
