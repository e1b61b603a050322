using System.Text.Json.Nodes;
using ActorPlatform.EndToEnd.Engines;

namespace ActorPlatform.EndToEnd.Scenarios;

public sealed class RefusedJobTests
{
    private static readonly TimeSpan s_within = TimeSpan.FromMinutes(2);

    [SkippableFact]
    public async Task Start_MissingJar_FailsNamingItAndSubmitsNothing()
    {
        var (rig, engine) = await SharedEngine.GetAsync();
        var job = await Job.DefineAsync(rig, engine, JobSpecs.Counting("no-jar").With("artifact", "hdfs:///jars/missing.jar"));

        await job.CommandAsync("start");

        var failed = await job.BecomesAsync("FAILED", s_within);
        failed.ShouldHaveFailed("SUBMISSION", "The jar hdfs:///jars/missing.jar is not on cluster a.", "missing.jar");
        (await rig.Yarn.ApplicationsAsync(job.Id)).ShouldBeEmpty();
    }

    [SkippableFact]
    public async Task Start_UnknownQueue_FailsNamingTheQueue()
    {
        var (rig, engine) = await SharedEngine.GetAsync();
        var job = await Job.DefineAsync(rig, engine, JobSpecs.Counting("no-queue").With("target.queue", "nosuch").With("retry", JobSpecs.Retry(0)));

        await job.CommandAsync("start");

        var failed = await job.BecomesAsync("FAILED", s_within);
        failed.ShouldHaveFailed("SUBMISSION", "The queue 'nosuch' does not exist on the cluster.", "nosuch");
        (await rig.Yarn.LiveAsync(job.Id)).ShouldBeEmpty();
    }

    [SkippableTheory]
    [InlineData("jobManager.memory", "100g", "100g is more than the")]
    [InlineData("taskManager.memory", "100g", "100g is more than the")]
    [InlineData("taskManager.cpu", 64, "64 is more than the")]
    public async Task Start_MoreThanTheMaximum_FailsAsResources(string what, object value, string why)
    {
        var (rig, engine) = await SharedEngine.GetAsync();
        var job = await Job.DefineAsync(rig, engine, JobSpecs.Counting("too-much").With($"resources.{what}", JsonValue.Create(value)!));

        await job.CommandAsync("start");

        var failed = await job.BecomesAsync("FAILED", s_within);
        failed.ShouldHaveFailed("RESOURCES", $"resources.{what}: {why}", why);
        (await rig.Yarn.LiveAsync(job.Id)).ShouldBeEmpty();
    }

    [SkippableFact]
    public async Task Define_SeveralErrors_NamesEachAndStoresNothing()
    {
        var (_, engine) = await SharedEngine.GetAsync();
        var spec = JobSpecs.Counting("several-errors").With("parallelism", 0).With("target.cluster", "nowhere").With("resources.taskManager.memory", "much");
        spec["typo"] = true;

        var answer = await engine.Api.PostAsync("/api/v1/jobs", spec);

        answer.Status.ShouldBe(400, answer.Raw);
        var fields = answer.Body!["errors"]!.AsObject().Select(e => e.Key).ToList();
        fields.ShouldBe(["parallelism", "resources.taskManager.memory", "target.cluster", "typo"], ignoreOrder: true);
        (await engine.Api.GetAsync("/api/v1/jobs?q=several-errors")).Items.ShouldBeEmpty();
    }

    [SkippableFact]
    public async Task Define_TypesToCome_AreRefusedWithACode()
    {
        var (_, engine) = await SharedEngine.GetAsync();

        var answer = await engine.Api.PostAsync("/api/v1/jobs", JobSpecs.Counting("sql").With("type", "SQL"));

        answer.Status.ShouldBe(400, answer.Raw);
        answer.Body!["errors"]!.AsObject().Select(e => e.Key).ShouldContain("type");
    }
}
