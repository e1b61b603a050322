using ActorPlatform.Jobs;
using ActorPlatform.Jobs.Facade;

namespace ActorPlatform.Edge.Tests.Api;

public sealed class AuditTests(ApiHost host) : IClassFixture<ApiHost>
{
    [Fact]
    public async Task Audit_Filters_ReachTheQuery()
    {
        var response = await host.GetAsync("/api/v1/audit?by=anna&jobId=job-1&since=2026-01-02T03:04:05Z&until=2026-01-02T05:04:05.5%2B02:00&limit=7&cursor=40");

        response.Status.ShouldBe(200, response.Json.ToString());
        var until = new DateTimeOffset(2026, 1, 2, 3, 4, 5, 500, TimeSpan.Zero);
        host.Jobs.Audits[^1].ShouldBe(new AuditQuery(new JobId("job-1"), "anna", new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero), until, 7, "40"));
        var item = response.Json.GetProperty("items")[0];
        item.GetProperty("by").GetString().ShouldBe("anna");
        item.GetProperty("command").GetString().ShouldBe("KILL");
        item.GetProperty("operationId").GetString().ShouldBe("op-1");
        item.GetProperty("reason").GetString().ShouldBe("burning");
        response.Text("nextCursor").ShouldBe("17");
    }

    [Fact]
    public async Task Audit_BadQuery_NamesAllProblems()
    {
        (await host.GetAsync("/api/v1/audit?jobId=A&since=yesterday&until=2026-01-02&limit=0&who=x")).Errors.Order().ShouldBe(["jobId", "limit", "since", "until", "who"]);
        (await host.GetAsync("/api/v1/audit?since=2026-01-02T00:00:00Z&until=2026-01-01T00:00:00Z")).Errors.ShouldBe(["until"]);
        (await host.GetAsync("/api/v1/audit?cursor=stale")).ShouldBeProblem(400, "cursor.invalid");
    }
}
