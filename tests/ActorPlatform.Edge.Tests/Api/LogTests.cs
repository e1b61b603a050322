using ActorPlatform.Jobs.Facade;
using ActorPlatform.Jobs.Ports;

namespace ActorPlatform.Edge.Tests.Api;

public sealed class LogTests(ApiHost host) : IClassFixture<ApiHost>
{
    private static readonly string s_log = string.Concat(Enumerable.Range(0, 1000).Select(i => $"line {i} {(i % 10 == 0 ? "Error äöü" : "ok")}\n"));

    [Fact]
    public async Task Log_PartByPart_IsTheWholeLogInWholeLines()
    {
        var path = await RunAsync("log-parts");
        host.Jobs.Log = s_log;
        var (text, before) = ("", "");

        do
        {
            var part = (await host.GetAsync($"{path}?tail=1000{before}")).Json;
            part.GetProperty("text").GetString().ShouldNotBeNull().ShouldEndWith("\n");
            part.GetProperty("length").GetInt64().ShouldBe(System.Text.Encoding.UTF8.GetByteCount(s_log));
            text = part.GetProperty("text").GetString() + text;
            before = part.TryGetProperty("before", out var next) ? $"&before={next.GetInt64()}" : "";
        }
        while (before.Length > 0);

        text.ShouldBe(s_log);
    }

    [Fact]
    public async Task Log_WithText_HasOnlyTheLinesWithIt()
    {
        var path = await RunAsync("log-text");
        host.Jobs.Log = s_log;

        var part = (await host.GetAsync($"{path}?source=taskmanager-container_1_0001_01_000002&q=error")).Json;

        part.GetProperty("text").GetString()!.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(100);
        host.Jobs.LogRequests[^1].ShouldBe(new LogRequest("taskmanager-container_1_0001_01_000002", 65536, null));
    }

    [Fact]
    public async Task Log_OfOneLongLine_IsToldAllTheSame()
    {
        var path = await RunAsync("log-long");
        host.Jobs.Log = new string('x', 5000);

        (await host.GetAsync($"{path}?tail=1000")).Json.GetProperty("text").GetString().ShouldBe(new string('x', 1000));
    }

    [Fact]
    public async Task Log_NotThereOrAway_IsSaid()
    {
        var path = await RunAsync("log-none");
        host.Jobs.Log = null;

        (await host.GetAsync(path)).ShouldBeProblem(404, "log.not-found");
        (await host.GetAsync(path.Replace("/runs/1/", "/runs/7/", StringComparison.Ordinal))).ShouldBeProblem(404, "run.not-found");
        (await host.GetAsync("/api/v1/jobs/job-none/runs/1/logs")).ShouldBeProblem(404, "job.not-found");
        host.Jobs.ReadFault = new JobUnavailableException("The cluster is away.");
        (await host.GetAsync(path)).ShouldBeProblem(503, "service.unavailable");
        host.Jobs.ReadFault = null;
    }

    [Fact]
    public async Task Log_BadQuery_NamesAllProblems() =>
        (await host.GetAsync($"{await RunAsync("log-bad")}?source=../etc&tail=1048577&before=0&lines=3")).Errors.Order().ShouldBe(["before", "lines", "source", "tail"]);

    private async Task<string> RunAsync(string externalId)
    {
        var id = await host.DefineAsync(externalId);
        await host.PostAsync($"/api/v1/jobs/{id}/start");
        return $"/api/v1/jobs/{id}/runs/1/logs";
    }
}
