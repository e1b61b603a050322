using System.Text.Json;
using ActorPlatform.Clusters.Tests.Fakes;
using ActorPlatform.Jobs.Ports;

namespace ActorPlatform.Clusters.Tests.Sandbox;

/// <summary>For every route that the engine uses: the sandbox answers with the status and the fields that the real one was recorded with.</summary>
public sealed class RecordingsTests : IAsyncLifetime
{
    private const string Apps = "/ws/v1/cluster/apps";
    private SandboxSite _site = null!;
    private RecordedAnswers _answers = null!;

    public async Task InitializeAsync()
    {
        _site = await SandboxSite.StartAsync();
        _answers = new RecordedAnswers(_site);
    }

    public async Task DisposeAsync() => await _site.DisposeAsync();

    [Fact]
    public async Task ResourceManager_OfItself_AnswersAsRecorded()
    {
        await _answers.GetAsync("rm-cluster-info", "/ws/v1/cluster/info");
        await _answers.GetAsync("rm-cluster-metrics", "/ws/v1/cluster/metrics");
        await _answers.GetAsync("rm-cluster-scheduler", "/ws/v1/cluster/scheduler");
    }

    [Fact]
    public async Task ResourceManager_OfUnknownApplications_AnswersAsRecorded()
    {
        await _answers.GetAsync("rm-app-not-found", $"{Apps}/application_1_0001");
        await _answers.GetAsync("rm-app-bad-id", $"{Apps}/nonsense");
        await _answers.GetAsync("rm-apps-by-tag-none", $"{Apps}?applicationTags=nobody");
    }

    [Fact]
    public async Task ResourceManager_OfALivingApplication_AnswersAsRecorded()
    {
        var run = await _site.SubmitAsync(SandboxSite.Plan(SandboxSite.Spec()));
        await _answers.GetAsync("rm-app-accepted", $"{Apps}/{run.Application}");
        await _answers.GetAsync("rm-proxy-while-accepted", $"/proxy/{run.Application}/jobs/overview");
        _site.Time.Advance(TimeSpan.FromSeconds(1));

        await _answers.GetAsync("rm-app-running", $"{Apps}/{run.Application}");
        await _answers.GetAsync("rm-app-state", $"{Apps}/{run.Application}/state");
        await _answers.GetAsync("rm-apps-states-filter", $"{Apps}?states=RUNNING,ACCEPTED&applicationTags=ap-sandboxtest");
        await _answers.CompareAsync("proxy-post-not-allowed", HttpMethod.Post, $"/proxy/{run.Application}/jobs/{run.Plan.FlinkJob}/savepoints", "{}");
        await _answers.CompareAsync("proxy-patch-not-allowed", HttpMethod.Patch, $"/proxy/{run.Application}/jobs/{run.Plan.FlinkJob}?mode=cancel", "");
        await _answers.PutAsync("rm-put-state-invalid", $"{Apps}/{run.Application}/state", """{"state":"RUNNING"}""");
        await _answers.PutAsync("rm-put-state-killed", $"{Apps}/{run.Application}/state", """{"state":"KILLED"}""");
        await _answers.GetAsync("rm-app-killed", $"{Apps}/{run.Application}");
        await _answers.GetAsync("proxy-am-gone-killed", $"/proxy/{run.Application}/jobs/overview");
        await _answers.PutAsync("rm-put-state-killed-of-finished", $"{Apps}/{run.Application}/state", """{"state":"KILLED"}""");
    }

    [Fact]
    public async Task ResourceManager_OfEndedApplications_AnswersAsRecorded()
    {
        var done = await _site.SubmitAsync(SandboxSite.Plan(SandboxSite.Spec("--finish-after-records", "1")));
        var failed = await _site.SubmitAsync(SandboxSite.Plan(SandboxSite.Spec("--fail-always")));
        var canceled = await _site.StartAsync(SandboxSite.Plan(SandboxSite.Spec()));
        await _answers.CompareAsync("flink-cancel-job", HttpMethod.Patch, $"{await JobOfAsync(canceled)}?mode=cancel", null);
        _site.Time.Advance(TimeSpan.FromMinutes(2));

        await _answers.GetAsync("rm-app-finished", $"{Apps}/{done.Application}");
        await _answers.GetAsync("proxy-am-gone-finished", $"/proxy/{done.Application}/jobs/overview");
        await _answers.GetAsync("rm-app-finished-job-failed", $"{Apps}/{failed.Application}");
        await _answers.GetAsync("rm-app-finished-after-cancel", $"{Apps}/{canceled.Application}");
        (await canceled.LookUpAsync()).ShouldNotBeNull().Final.ShouldBe(FinalStatus.Killed);
    }

    [Fact]
    public async Task ResourceManager_OfALostNodeAndOfALostRestorePoint_AnswersAsRecorded()
    {
        var lost = await _site.StartAsync(SandboxSite.Plan(SandboxSite.Spec()));
        await _site.PostAsync($"applications/{lost.Application}/lose-node");
        await _answers.GetAsync("rm-app-nm-lost", $"{Apps}/{lost.Application}");

        await _site.Hdfs.WriteAsync(ActorPlatform.Hdfs.HdfsPath.Of("/flink/broken/_metadata"), () => new MemoryStream([1]), overwrite: true, CancellationToken.None);
        var broken = await _site.StartAsync(SandboxSite.Plan(SandboxSite.Spec(), restore: SandboxSite.Restore("hdfs:///flink/broken")));
        await _answers.GetAsync("rm-app-savepoint-not-found", $"{Apps}/{broken.Application}");
    }

    [Fact]
    public async Task JobManager_OfARunningJob_AnswersAsRecorded()
    {
        var run = await _site.StartAsync(SandboxSite.Plan(SandboxSite.Spec()));
        _site.Time.Advance(TimeSpan.FromSeconds(11));
        var job = await JobOfAsync(run);
        var master = job[..job.IndexOf("/jobs/", StringComparison.Ordinal)];

        await _answers.GetAsync("flink-jobs-overview", $"{master}/jobs/overview");
        await _answers.GetAsync("flink-jobs-overview", $"/proxy/{run.Application}/jobs/overview");
        await _answers.GetAsync("flink-jobmanager-config", $"{master}/jobmanager/config");
        await _answers.GetAsync("flink-job-status", $"{job}/status");
        await _answers.GetAsync("flink-job-checkpoints", $"{job}/checkpoints");
        await _answers.GetAsync("flink-job-exceptions-none", $"{job}/exceptions");
        await _answers.GetAsync("flink-job-metrics-crash-loop", $"{job}/metrics?get=numRestarts,fullRestarts");
        await _answers.GetAsync("flink-job-accumulators", $"{job}/accumulators");
        await _answers.GetAsync("flink-job-not-found", $"{master}/jobs/00000000000000000000000000000000/status");
        await _answers.GetAsync("flink-job-bad-id", $"{master}/jobs/xyz/status");
        var task = $"{master}/taskmanagers/container_{run.Application.Value["application_".Length..]}_01_000002";
        await _answers.GetAsync("flink-taskmanagers", $"{master}/taskmanagers");
        await _answers.GetAsync("flink-taskmanager", task);
        await _answers.GetAsync("flink-taskmanager-log", $"{task}/log");
        await _answers.GetAsync("flink-taskmanager-unknown", $"{master}/taskmanagers/container_1_0001_01_000009");
        await _answers.GetAsync("flink-taskmanager-unknown-log", $"{master}/taskmanagers/container_1_0001_01_000009/log");
    }

    [Fact]
    public async Task JobManager_OfARestartingJob_AnswersAsRecorded()
    {
        var run = await _site.StartAsync(SandboxSite.Plan(SandboxSite.Spec("--fail-always")));
        var job = await JobOfAsync(run);

        await _answers.GetAsync("flink-jobs-overview-restarting", $"/proxy/{run.Application}/jobs/overview");
        await _answers.GetAsync("flink-job-exceptions-crash-loop", $"{job}/exceptions");
    }

    [Fact]
    public async Task JobManager_OfSavepoints_AnswersAsRecorded()
    {
        var run = await _site.StartAsync(SandboxSite.Plan(SandboxSite.Spec("--slow-snapshots-ms", "100")));
        var job = await JobOfAsync(run);

        await _answers.PostAsync("flink-savepoint-trigger", $"{job}/savepoints", """{"target-directory":"hdfs:///flink/savepoints","formatType":"CANONICAL","triggerId":"00000000000000000000000000000001"}""");
        await _answers.GetAsync("flink-savepoint-poll-in-progress", $"{job}/savepoints/00000000000000000000000000000001");
        await _answers.GetAsync("flink-savepoint-unknown-trigger", $"{job}/savepoints/00000000000000000000000000000000");
        _site.Time.Advance(TimeSpan.FromSeconds(1));
        await _answers.GetAsync("flink-savepoint-poll-completed", $"{job}/savepoints/00000000000000000000000000000001");
        await _answers.PostAsync("flink-stop-with-savepoint-trigger", $"{job}/stop", """{"targetDirectory":"hdfs:///flink/savepoints","drain":false,"triggerId":"00000000000000000000000000000002"}""");
        _site.Time.Advance(TimeSpan.FromSeconds(1));
        await _answers.GetAsync("flink-job-finished-result-not-fetched-overview", $"/proxy/{run.Application}/jobs/overview");
        await _answers.GetAsync("flink-stop-with-savepoint-poll-completed", $"{job}/savepoints/00000000000000000000000000000002");
        await _answers.GetAsync("proxy-am-just-gone-500", $"{job}/savepoints/00000000000000000000000000000002");
    }

    [Fact]
    public async Task JobManager_OfFailedSnapshotsAndARestoredJob_AnswersAsRecorded()
    {
        var spec = SandboxSite.Spec("--fail-snapshots") with { FlinkConfig = SandboxSite.Spec().FlinkConfig.Add("execution.checkpointing.tolerable-failed-checkpoints", "100") };
        var failing = await _site.StartAsync(SandboxSite.Plan(spec));
        await _answers.PostAsync("flink-savepoint-trigger", $"{await JobOfAsync(failing)}/savepoints", """{"triggerId":"00000000000000000000000000000001"}""");
        _site.Time.Advance(TimeSpan.FromSeconds(1));
        await _answers.GetAsync("flink-savepoint-failed-poll-completed", $"{await JobOfAsync(failing)}/savepoints/00000000000000000000000000000001");
        var history = (await _site.GetAsync(new Uri(_site.Address, $"{await JobOfAsync(failing)}/checkpoints"))).GetProperty("history");
        Shape.Differences(JsonElement.Parse(Recording.Read("flink-checkpoint-history").Body)[2], history[0], "", ".savepointFormat").ShouldBeEmpty();

        var first = await _site.StartAsync(SandboxSite.Plan(SandboxSite.Spec()));
        var saved = (await first.SaveAsync(new SavepointRequest("00000000000000000000000000000003", Stop: false, Drain: false, "CANONICAL"))).ShouldBeOfType<SavepointProgress.Completed>();
        var second = await _site.StartAsync(SandboxSite.Plan(first.Plan.Spec, 2, first.Plan.Job, SandboxSite.Restore(saved.Savepoint.Path)));
        _site.Time.Advance(TimeSpan.FromSeconds(6));
        await _answers.GetAsync("flink-job-checkpoints-after-restore", $"{await JobOfAsync(second)}/checkpoints");
    }

    [Fact]
    public async Task Hdfs_OfEveryOperation_AnswersAsRecorded()
    {
        const string At = "/webhdfs/v1/tmp/rec.txt";
        await _answers.PutAsync("webhdfs-create-redirect", $"{At}?op=CREATE&overwrite=false&user.name=root");
        await _answers.PutAsync("webhdfs-create", $"{At}?op=CREATE&user.name=root&namenoderpcaddress=a&createflag=&createparent=true&overwrite=false", "hello");
        await _answers.PutAsync("webhdfs-create-exists", $"{At}?op=CREATE&user.name=root&namenoderpcaddress=a&createflag=&createparent=true&overwrite=false", "hello");
        await _answers.GetAsync("webhdfs-getfilestatus", $"{At}?op=GETFILESTATUS");
        await _answers.GetAsync("webhdfs-getfilestatus-dir", "/webhdfs/v1/tmp?op=GETFILESTATUS");
        await _answers.GetAsync("webhdfs-getfilestatus-not-found", "/webhdfs/v1/tmp/nope?op=GETFILESTATUS");
        await _answers.GetAsync("webhdfs-liststatus", "/webhdfs/v1/tmp?op=LISTSTATUS");
        await _answers.GetAsync("webhdfs-liststatus-not-found", "/webhdfs/v1/nothing-here?op=LISTSTATUS");
        await _answers.GetAsync("webhdfs-open-redirect", $"{At}?op=OPEN");
        await _answers.GetAsync("webhdfs-open-noredirect", $"{At}?op=OPEN&noredirect=true");
        await _answers.GetAsync("webhdfs-open", $"{At}?op=OPEN&namenoderpcaddress=a&offset=0");
        await _answers.GetAsync("webhdfs-open-not-found", "/webhdfs/v1/nope?op=OPEN");
        await _answers.PutAsync("webhdfs-mkdirs", "/webhdfs/v1/tmp/recdir/x?op=MKDIRS&permission=755");
        await _answers.GetAsync("webhdfs-liststatus-empty", "/webhdfs/v1/tmp/recdir/x?op=LISTSTATUS");
        await _answers.PutAsync("webhdfs-rename", $"{At}?op=RENAME&destination=/tmp/recdir/rec.txt");
        await _answers.PutAsync("webhdfs-rename-fails", $"{At}?op=RENAME&destination=/tmp/recdir/rec2.txt");
        await _answers.CompareAsync("webhdfs-delete-non-empty", HttpMethod.Delete, "/webhdfs/v1/tmp/recdir?op=DELETE", null);
        await _answers.CompareAsync("webhdfs-delete", HttpMethod.Delete, "/webhdfs/v1/tmp/recdir?op=DELETE&recursive=true", null);
        await _answers.CompareAsync("webhdfs-delete-not-there", HttpMethod.Delete, "/webhdfs/v1/tmp/recdir?op=DELETE&recursive=true", null);
        await _answers.GetAsync("webhdfs-unknown-op", "/webhdfs/v1/flink?op=NOSUCHOP");
    }

    [Theory]
    [InlineData("""{"a":1}""", """{"a":"1"}""")]
    [InlineData("""{"a":{"b":1}}""", """{"a":{}}""")]
    [InlineData("""{"a":[{"b":1}]}""", """{"a":[{"b":1,"c":2}]}""")]
    [InlineData("""{"a":null}""", """{"a":{}}""")]
    public void Differences_OfAnotherShape_AreFound(string recorded, string answered) =>
        Shape.Differences(JsonElement.Parse(recorded), JsonElement.Parse(answered)).ShouldHaveSingleItem();

    private static async Task<string> JobOfAsync(SandboxRun run)
    {
        var address = (await run.LookUpAsync()).ShouldNotBeNull().RestAddress.ShouldNotBeNull();
        return $"{address[address.IndexOf('/', StringComparison.Ordinal)..]}/jobs/{run.Plan.FlinkJob}";
    }
}
