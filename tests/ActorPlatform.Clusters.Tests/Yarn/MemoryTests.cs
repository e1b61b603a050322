using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace ActorPlatform.Clusters.Tests.Yarn;

/// <summary>What a ResourceManager has forgotten it does not tell: it follows from what it still knows.</summary>
public sealed class MemoryTests : IAsyncLifetime
{
    private readonly List<(DateTimeOffset EndedAt, string? LogAggregation)> _ended = [];
    private FakeCluster _fake = null!;
    private int _forgotten;

    public async Task InitializeAsync()
    {
        _fake = await FakeCluster.StartAsync();
        _fake.Manager.On("GET", "/ws/v1/cluster/apps", AnswerAsync);
        _fake.Manager.On("GET", "/ws/v1/cluster/metrics", MetricsAsync);
    }

    public async Task DisposeAsync() => await _fake.DisposeAsync();

    [Theory]
    [InlineData(0)]
    [InlineData(99)]
    public async Task Remembers_FewerThanItCould_HasForgottenNothing(int ended)
    {
        Ended(ended, TimeSpan.FromSeconds(1));

        (await RemembersSinceAsync(TimeSpan.FromMinutes(5))).ShouldBeTrue();
    }

    /// <summary>Or it hides from us what others have.</summary>
    [Fact]
    public async Task Remembers_FewerThanItHasCounted_MayHaveForgottenOthers()
    {
        Ended(99, TimeSpan.FromSeconds(1));
        _forgotten = 1;

        (await RemembersSinceAsync(TimeSpan.FromMinutes(5))).ShouldBeFalse();
    }

    [Fact]
    public async Task Remembers_OnlyWhatEndedSince_MayHaveForgottenOthers()
    {
        Ended(100, TimeSpan.FromSeconds(1));

        (await RemembersSinceAsync(TimeSpan.FromMinutes(5))).ShouldBeFalse();
    }

    [Theory]
    [InlineData("SUCCEEDED")]
    [InlineData("DISABLED")]
    [InlineData(null)]
    public async Task Remembers_OneThatEndedBefore_KnowsAllThatEndedSince(string? logAggregation)
    {
        Ended(100, TimeSpan.FromSeconds(1));
        Ended(1, TimeSpan.FromMinutes(6), logAggregation);

        (await RemembersSinceAsync(TimeSpan.FromMinutes(5))).ShouldBeTrue();
    }

    /// <summary>It is kept out of turn.</summary>
    [Fact]
    public async Task Remembers_OneThatEndedBeforeWhoseLogsAreStillCollected_ProvesNothing()
    {
        Ended(100, TimeSpan.FromSeconds(1));
        Ended(1, TimeSpan.FromMinutes(6), "RUNNING_WITH_FAILURE");

        (await RemembersSinceAsync(TimeSpan.FromMinutes(5))).ShouldBeFalse();
    }

    [Theory]
    [InlineData(-60)]
    [InlineData(60)]
    public async Task Remembers_WhenItsClockDiffers_CountsByItsClock(int minutesAhead)
    {
        var ahead = TimeSpan.FromMinutes(minutesAhead);
        Ended(100, TimeSpan.FromSeconds(1) - ahead);
        _fake.Manager.On("GET", "/ws/v1/cluster/info", context => InfoAsync(context, _fake.Time.GetUtcNow() + ahead));

        (await RemembersSinceAsync(TimeSpan.FromMinutes(5))).ShouldBeFalse();

        Ended(1, TimeSpan.FromMinutes(6) - ahead);
        (await RemembersSinceAsync(TimeSpan.FromMinutes(5))).ShouldBeTrue();
    }

    private Task<bool> RemembersSinceAsync(TimeSpan ago) => _fake.Cluster.RemembersSinceAsync(_fake.Time.GetUtcNow() - ago, CancellationToken.None);

    private void Ended(int count, TimeSpan ago, string? logAggregation = "SUCCEEDED") => _ended.AddRange(Enumerable.Repeat((_fake.Time.GetUtcNow() - ago, logAggregation), count));

    private static Task InfoAsync(HttpContext context, DateTimeOffset now)
    {
        context.Response.ContentType = "application/json";
        context.Response.Headers.Date = now.ToString("R");
        return context.Response.WriteAsync("""{"clusterInfo":{"startedOn":1600000000000,"haState":"ACTIVE"}}""");
    }

    private Task MetricsAsync(HttpContext context)
    {
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync($$$"""{"clusterMetrics":{"appsCompleted":{{{_ended.Count}}},"appsFailed":{{{_forgotten}}},"appsKilled":0}}""");
    }

    private Task AnswerAsync(HttpContext context)
    {
        var query = context.Request.Query;
        query["states"].ToString().ShouldBe("FINISHED,FAILED,KILLED");
        var until = query["finishedTimeEnd"].ToString() is { Length: > 0 } end ? long.Parse(end, CultureInfo.InvariantCulture) : long.MaxValue;
        var apps = _ended.Where(app => app.EndedAt.ToUnixTimeMilliseconds() <= until).Take(int.Parse(query["limit"].ToString(), CultureInfo.InvariantCulture)).Select(Json);
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync($$$"""{"apps":{"app":[{{{string.Join(',', apps)}}}]}}""");
    }

    private static string Json((DateTimeOffset EndedAt, string? LogAggregation) app, int number) =>
        FakeCluster.App("FINISHED", tags: "of-others", finished: app.EndedAt.ToUnixTimeMilliseconds(), id: $"application_1_{number:0000}") is var json && app.LogAggregation is { } logs
            ? $"{json[..^1]},\"logAggregationStatus\":\"{logs}\"}}"
            : json;
}
