using System.Collections.Immutable;
using ActorPlatform.Jobs;
using ActorPlatform.Jobs.Batches;
using ActorPlatform.Jobs.Facade;

namespace ActorPlatform.Domain.Tests.Jobs.Batches;

public sealed class BatchOrderTests
{
    private static readonly JobQuery All = new([], null, null, [], ImmutableSortedDictionary<string, string>.Empty, null, null, "name", 500, null);
    private static readonly BatchOrder Good = new(BatchAction.Start, new BatchArguments(), new BatchSelect([], All with { Tenant = "dw" }), 7, 10, null);

    [Fact]
    public void Check_GoodOnes_HaveNoProblems()
    {
        Good.Check(isTrial: false).ShouldBeEmpty();
        (Good with { Select = new BatchSelect(["job-1", "job-2"], null), ExpectCount = null }).Check(isTrial: false).ShouldBeEmpty();
        (Good with { ExpectCount = null }).Check(isTrial: true).ShouldBeEmpty();
        (Good with { Select = new BatchSelect([], All with { Statuses = [JobStatus.Failed] }), Arguments = new BatchArguments(Restore: "latest") }).Check(isTrial: false).ShouldBeEmpty();
    }

    [Fact]
    public void Check_FilterWithoutACount_IsRefused() => Problems(Good with { ExpectCount = null }).ShouldBe(["expectCount"]);

    [Fact]
    public void Check_SelectionOfNothing_SaysHowAllAreMeant()
    {
        var problem = (Good with { Select = new BatchSelect([], All) }).Check(isTrial: false).ShouldHaveSingleItem();

        problem.Path.ShouldBe("select");
        problem.Message.ShouldContain("status");
    }

    [Fact]
    public void Check_RestoreOfOnePoint_IsRefusedByName()
    {
        var problem = (Good with { Arguments = new BatchArguments(Restore: "r1-c7") }).Check(isTrial: false).ShouldHaveSingleItem();

        problem.Path.ShouldBe("options.restore");
        problem.Message.ShouldContain("r1-c7");
    }

    [Fact]
    public void Check_EverythingWrong_IsToldAtOnce() => Problems(new BatchOrder(
        BatchAction.Kill, new BatchArguments("r1-c7", Drain: true, "TEXT", Force: true), new BatchSelect(["job-1", "job-1", "Job_2"], null), -1, 101, new string('x', 901)))
        .ShouldBe(["select.ids", "select.ids", "options.restore", "options.drain", "options.format", "options.force", "options.restore", "options.format", "parallelism", "expectCount", "reason"]);

    [Fact]
    public void Check_TooManyIds_IsRefused() =>
        Problems(Good with { Select = new BatchSelect([.. Enumerable.Range(0, 1_001).Select(i => $"job-{i}")], null) }).ShouldBe(["select.ids"]);

    [Fact]
    public void Check_IdsAndFilters_IsRefused() => Problems(Good with { Select = new BatchSelect(["job-1"], All) }).ShouldContain("select");

    private static string[] Problems(BatchOrder order) => [.. order.Check(isTrial: false).Select(p => p.Path)];
}
