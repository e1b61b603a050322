using System.Globalization;
using ActorPlatform.Jobs.Ports;
using Microsoft.AspNetCore.Http;

namespace ActorPlatform.Clusters.Tests.Yarn;

/// <summary>What a ResourceManager has forgotten it does not tell: it follows from what it still knows. What is asked is always whether it knows all that ended in the last five minutes.</summary>
public sealed class MemoryTests : IAsyncLifetime
{
    private static readonly TimeSpan s_asked = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan s_justNow = TimeSpan.FromSeconds(1);
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
        Ended(ended, s_justNow);

        (await RemembersAsync()).ShouldBeTrue();
    }

    /// <summary>It is set to remember fewer than anybody sets it to, or hides from us what others have.</summary>
    [Fact]
    public async Task Remembers_FewerThanItHasCounted_MayHaveForgottenSome()
    {
        Ended(99, s_justNow);
        _forgotten = 1;

        (await RemembersAsync()).ShouldBeFalse();
    }

    [Fact]
    public async Task Remembers_AsManyAsItCould_OfWhichFewEndedSince_HasForgottenNoneOfThem()
    {
        Ended(99, s_justNow);
        Ended(1, TimeSpan.FromMinutes(16));

        (await RemembersAsync()).ShouldBeTrue();
    }

    /// <summary>One that signed off shortly before may be gone, and in the queue, only after those that ended since.</summary>
    [Theory]
    [InlineData(0.02)]
    [InlineData(14)]
    public async Task Remembers_OnlyWhatEndedSinceOrShortlyBefore_MayHaveForgottenOthers(double minutes)
    {
        Ended(99, s_justNow);
        Ended(1, TimeSpan.FromMinutes(minutes));

        (await RemembersAsync()).ShouldBeFalse();
    }

    [Theory]
    [InlineData("SUCCEEDED", 26, true)]
    [InlineData("FAILED", 26, true)]
    [InlineData("DISABLED", 26, true)]
    [InlineData(null, 26, true)]
    [InlineData("SUCCEEDED", 24, false)]
    [InlineData("RUNNING", 26, false)]
    [InlineData("RUNNING_WITH_FAILURE", 26, false)]
    [InlineData("TIME_OUT", 26, false)]
    [InlineData("NOT_START", 26, false)]
    public async Task Remembers_OneThatEndedWellBefore_KnowsAllSince_UnlessThatOneIsKeptOutOfTurn(string? logAggregation, double minutes, bool remembers)
    {
        Ended(100, s_justNow);
        Ended(1, TimeSpan.FromMinutes(minutes), logAggregation);

        (await RemembersAsync()).ShouldBe(remembers);
    }

    /// <summary>To an account that may not see an application its times are zero.</summary>
    [Fact]
    public async Task Remembers_OneWhoseTimesAreNotShown_ProvesNothing()
    {
        Ended(100, s_justNow);
        _ended.Add((DateTimeOffset.UnixEpoch, null));

        (await RemembersAsync()).ShouldBeFalse();
    }

    [Theory]
    [InlineData(-60)]
    [InlineData(60)]
    public async Task Remembers_WhenItsClockDiffers_CountsByItsClock(int minutesAhead)
    {
        var ahead = TimeSpan.FromMinutes(minutesAhead);
        Info(ahead: ahead);
        Ended(100, s_justNow - ahead);

        (await RemembersAsync()).ShouldBeFalse();

        Ended(1, TimeSpan.FromMinutes(26) - ahead);
        (await RemembersAsync()).ShouldBeTrue();
    }

    [Theory]
    [InlineData("NullRMStateStore", 3, false)]
    [InlineData("NullRMStateStore", 6, true)]
    [InlineData("ZKRMStateStore", 3, true)]
    public async Task Remembers_RestartedSince_OnlyWithAStore(string store, int minutesAgo, bool remembers)
    {
        Info(startedAgo: TimeSpan.FromMinutes(minutesAgo), store: store);

        (await RemembersAsync()).ShouldBe(remembers);
    }

    [Fact]
    public async Task Remembers_WhileItRestarts_IsToBeAskedAgain()
    {
        _fake.Manager.On("GET", "/ws/v1/cluster/metrics", context =>
        {
            Info(startedAgo: TimeSpan.Zero);
            return MetricsAsync(context);
        });

        (await Should.ThrowAsync<ClusterUnreachableException>(RemembersAsync)).Message.ShouldContain("restarted while it was asked");
    }

    private Task<bool> RemembersAsync() => _fake.Cluster.RemembersSinceAsync(_fake.Time.GetUtcNow() - s_asked, CancellationToken.None);

    private void Ended(int count, TimeSpan ago, string? logAggregation = "SUCCEEDED") => _ended.AddRange(Enumerable.Repeat((_fake.Time.GetUtcNow() - ago, logAggregation), count));

    private void Info(TimeSpan ahead = default, TimeSpan? startedAgo = null, string store = "LeveldbRMStateStore")
    {
        var now = _fake.Time.GetUtcNow() + ahead;
        var started = (now - (startedAgo ?? TimeSpan.FromDays(1))).ToUnixTimeMilliseconds();
        _fake.Manager.On("GET", "/ws/v1/cluster/info", context =>
        {
            context.Response.ContentType = "application/json";
            context.Response.Headers.Date = now.ToString("R");
            return context.Response.WriteAsync(
                $$$"""{"clusterInfo":{"startedOn":{{{started}}},"haState":"ACTIVE","rmStateStoreName":"org.apache.hadoop.yarn.server.resourcemanager.recovery.{{{store}}}"}}""");
        });
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
        var (from, until) = (Time("finishedTimeBegin", 0), Time("finishedTimeEnd", long.MaxValue));
        var apps = _ended.Where(app => app.EndedAt.ToUnixTimeMilliseconds() >= from && app.EndedAt.ToUnixTimeMilliseconds() <= until)
            .Take((int)Time("limit", int.MaxValue)).Select(Json);
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync($$$"""{"apps":{"app":[{{{string.Join(',', apps)}}}]}}""");

        long Time(string name, long otherwise) => query[name].ToString() is { Length: > 0 } text ? long.Parse(text, CultureInfo.InvariantCulture) : otherwise;
    }

    private static string Json((DateTimeOffset EndedAt, string? LogAggregation) app, int number)
    {
        var json = FakeCluster.App("FINISHED", tags: "of-others", finished: app.EndedAt.ToUnixTimeMilliseconds(), id: $"application_1_{number:0000}");
        return app.LogAggregation is { } logs ? $"{json[..^1]},\"logAggregationStatus\":\"{logs}\"}}" : json;
    }
}
