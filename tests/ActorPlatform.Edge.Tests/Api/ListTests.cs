using ActorPlatform.Jobs;

namespace ActorPlatform.Edge.Tests.Api;

public sealed class ListTests(ApiHost host) : IClassFixture<ApiHost>
{
    [Fact]
    public async Task List_Filters_ReachTheQuery()
    {
        var response = await host.GetAsync("/api/v1/jobs?status=RUNNING,FAILED&status=BROKEN_NOT&health=RED");
        response.ShouldBeProblem(400, "request.invalid");

        await host.GetAsync("/api/v1/jobs?status=RUNNING,FAILED&status=DEFINED&tenant=dw&cluster=a&health=RED&label=team:dw&label=url:http://x&q=ord&quarantined=true&sort=restoreAge&limit=7&cursor=c1");

        var query = host.Jobs.Listed[^1];
        query.Statuses.ShouldBe([JobStatus.Running, JobStatus.Failed, JobStatus.Defined]);
        query.Tenant.ShouldBe("dw");
        query.Cluster.ShouldBe("a");
        query.Healths.ShouldBe([Health.Red]);
        query.Labels.ShouldBe(new Dictionary<string, string> { ["team"] = "dw", ["url"] = "http://x" });
        query.Text.ShouldBe("ord");
        query.Quarantined.ShouldBe(true);
        query.Sort.ShouldBe("restoreAge");
        query.Limit.ShouldBe(7);
        query.Cursor.ShouldBe("c1");
    }

    [Fact]
    public async Task List_Page_TellsCursorAndPosition()
    {
        var one = await host.DefineAsync("list-1");
        await host.DefineAsync("list-2");

        var full = await host.GetAsync("/api/v1/jobs?limit=1");
        var summary = await host.GetAsync("/api/v1/jobs?limit=1&fields=summary");

        full.Text("nextCursor").ShouldBe("next");
        full.Text("asOf").ShouldBe("7-42");
        full.Json.GetProperty("items")[0].TryGetProperty("spec", out _).ShouldBeTrue();
        summary.Json.GetProperty("items")[0].TryGetProperty("spec", out _).ShouldBeFalse();
        summary.Json.GetProperty("items")[0].GetProperty("status").GetString().ShouldNotBeNullOrEmpty();
        one.ShouldNotBeNull();
    }

    [Fact]
    public async Task Summary_ByColumns_CountsWithTheSameFilters()
    {
        var response = await host.GetAsync("/api/v1/jobs/summary?by=tenant,status&tenant=dw&label=team:dw&q=ord");

        response.Status.ShouldBe(200);
        response.Json.GetProperty("total").GetInt64().ShouldBe(3);
        response.Json.GetProperty("by").EnumerateObject().Select(p => p.Name).ShouldBe(["tenant", "status"]);
        response.Json.GetProperty("by").GetProperty("status").GetProperty("x").GetInt64().ShouldBe(2);
        response.Text("asOf").ShouldBe("7-42");
        (host.Jobs.Listed[^1].Tenant, host.Jobs.Listed[^1].Text).ShouldBe(("dw", "ord"));
        (await host.GetAsync("/api/v1/jobs/summary")).Json.GetProperty("by").EnumerateObject().Select(p => p.Name).ShouldBe(["status", "health", "cluster"]);
        (await host.GetAsync("/api/v1/jobs/summary?by=size&status=X&sort=name")).Errors.Order().ShouldBe(["by", "sort", "status"]);
    }

    [Theory]
    [InlineData("?status=running", "status")]
    [InlineData("?status=NONE", "status")]
    [InlineData("?health=BLUE", "health")]
    [InlineData("?label=team", "label")]
    [InlineData("?sort=size", "sort")]
    [InlineData("?limit=0", "limit")]
    [InlineData("?limit=501", "limit")]
    [InlineData("?limit=ten", "limit")]
    [InlineData("?cursor=stale", "cursor")]
    [InlineData("?fields=all", "fields")]
    [InlineData("?quarantined=1", "quarantined")]
    [InlineData("?statuss=RUNNING", "statuss")]
    [InlineData("?q=a%00b", "q")]
    public async Task List_BadQuery_NamesTheParameter(string query, string name)
    {
        var response = await host.GetAsync($"/api/v1/jobs{query}");

        response.Status.ShouldBe(400);
        response.Errors.ShouldBe([name]);
    }

    [Fact]
    public async Task List_UnknownParameter_NamesTheNearest()
    {
        var response = await host.GetAsync("/api/v1/jobs?statuss=RUNNING");

        response.Json.GetProperty("errors").GetProperty("statuss")[0].GetString().ShouldNotBeNull().ShouldContain("Did you mean 'status'?");
    }

    [Fact]
    public async Task ListOperations_ByStateAndJob_FiltersThem()
    {
        var id = await host.DefineAsync("list-operations");
        await host.PostAsync($"/api/v1/jobs/{id}/start");

        var running = await host.GetAsync($"/api/v1/operations?state=RUNNING&jobId={id}");
        var failed = await host.GetAsync($"/api/v1/operations?state=FAILED&jobId={id}");

        running.Json.GetProperty("items").GetArrayLength().ShouldBe(1);
        failed.Json.GetProperty("items").GetArrayLength().ShouldBe(0);
        (await host.GetAsync("/api/v1/operations?state=DONE")).ShouldBeProblem(400, "request.invalid");
        (await host.GetAsync("/api/v1/operations/op-none")).ShouldBeProblem(404, "operation.not-found");
    }

    [Theory]
    [InlineData("GET", "/api/v1/nothing", 404, "route.not-found")]
    [InlineData("GET", "/", 404, "route.not-found")]
    [InlineData("PATCH", "/api/v1/jobs", 405, "route.method-not-allowed")]
    [InlineData("GET", "/api/v1/jobs/job-x/start", 405, "route.method-not-allowed")]
    public async Task Request_NoRoute_IsAProblem(string method, string path, int status, string code) => (await host.SendAsync(method, path)).ShouldBeProblem(status, code);
}
