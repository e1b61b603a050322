using System.Text.Json;
using ActorPlatform.Jobs;
using ActorPlatform.Jobs.Facade;

namespace ActorPlatform.Edge.Tests.Api;

public sealed class DefinitionTests(ApiHost host) : IClassFixture<ApiHost>
{
    [Fact]
    public async Task Create_GoodSpec_AnswersJobWithETagAndLocation()
    {
        var response = await host.PostAsync("/api/v1/jobs", Specs.Good.Replace("4711", "create-good", StringComparison.Ordinal));

        response.Status.ShouldBe(201);
        var id = response.Text("id");
        id.ShouldNotBeNull().ShouldMatch("^job-[a-z0-9-]+$");
        response.Headers.ETag!.ToString().ShouldBe("\"1\"");
        response.Headers.Location!.ToString().ShouldBe($"/api/v1/jobs/{id}");
        response.Text("status").ShouldBe("DEFINED");
        response.Text("visibility").ShouldBe("SEEN");
        response.Text("health").ShouldBe("GREEN");
        response.Text("cluster").ShouldBe("a");
        response.Json.GetProperty("specVersion").GetInt32().ShouldBe(1);
        response.Text("createdAt").ShouldBe("2026-01-02T03:04:05.000Z");
    }

    [Fact]
    public async Task Create_GoodSpec_AnswersTheSpecFieldByField()
    {
        var response = await host.PostAsync("/api/v1/jobs", Specs.Good.Replace("autodts-4711", "create-roundtrip", StringComparison.Ordinal));

        var expected = JsonElement.Parse(Specs.Good.Replace("autodts-4711", "create-roundtrip", StringComparison.Ordinal));
        JsonElement.DeepEquals(response.Json.GetProperty("spec"), expected).ShouldBeTrue(response.Json.GetProperty("spec").ToString());
    }

    [Fact]
    public async Task Create_Answer_HasNoNulls()
    {
        var response = await host.PostAsync("/api/v1/jobs", Specs.Least);

        response.Status.ShouldBe(201);
        response.Json.ToString().ShouldNotContain(":null");
        foreach (var absent in new[] { "phase", "run", "operation", "nextAction", "failure", "visibilitySince", "healthReasons", "externalId", "quarantined" })
            response.Json.TryGetProperty(absent, out _).ShouldBeFalse(absent);
    }

    [Fact]
    public async Task Create_SameExternalIdAndSpec_AnswersTheSameJobWith200()
    {
        var spec = Specs.Good.Replace("4711", "create-twice", StringComparison.Ordinal);
        var first = await host.PostAsync("/api/v1/jobs", spec);

        var second = await host.PostAsync("/api/v1/jobs", spec.Replace("\"PT1H\"", "\"PT60M\"", StringComparison.Ordinal));

        second.Status.ShouldBe(200);
        second.Text("id").ShouldBe(first.Text("id"));
        second.Headers.ETag!.ToString().ShouldBe("\"1\"");
    }

    [Fact]
    public async Task Create_SameExternalIdWithAnotherSpec_Answers409()
    {
        var spec = Specs.Good.Replace("4711", "create-other", StringComparison.Ordinal);
        await host.PostAsync("/api/v1/jobs", spec);

        var second = await host.PostAsync("/api/v1/jobs", spec.Replace("\"parallelism\": 1", "\"parallelism\": 2", StringComparison.Ordinal));

        second.ShouldBeProblem(409, "job.exists");
    }

    [Fact]
    public async Task Create_SameExternalIdOfAnotherTenant_IsAnotherJob()
    {
        var spec = Specs.Good.Replace("4711", "create-tenants", StringComparison.Ordinal);
        var first = await host.PostAsync("/api/v1/jobs", spec);

        var second = await host.PostAsync("/api/v1/jobs", spec.Replace("\"tenant\": \"dw\"", "\"tenant\": \"other\"", StringComparison.Ordinal));

        second.Status.ShouldBe(201);
        second.Text("id").ShouldNotBe(first.Text("id"));
    }

    [Fact]
    public async Task Create_SameKeyWithoutExternalId_AnswersTheFirstAnswer()
    {
        var first = await host.PostAsync("/api/v1/jobs", Specs.Least, "create-by-key");

        var second = await host.PostAsync("/api/v1/jobs", Specs.Least, "create-by-key");
        var third = await host.PostAsync("/api/v1/jobs", Specs.Least);

        second.Status.ShouldBe(201);
        second.Text("id").ShouldBe(first.Text("id"));
        third.Text("id").ShouldNotBe(first.Text("id"));
    }

    [Fact]
    public async Task Create_SameKeyWithAnotherBody_Answers422()
    {
        await host.PostAsync("/api/v1/jobs", Specs.Least, "create-key-reused");

        var second = await host.PostAsync("/api/v1/jobs", Specs.Least.Replace("\"n\"", "\"m\"", StringComparison.Ordinal), "create-key-reused");

        second.ShouldBeProblem(422, "idempotency.key-reused");
    }

    [Fact]
    public async Task Create_SameKeyWithFieldsInAnotherOrder_IsTheSameRequest()
    {
        await host.PostAsync("/api/v1/jobs", """{"name":"n","artifact":"hdfs:///j.jar","entryClass":"C","target":{"cluster":"a","queue":"q"}}""", "create-order");

        var second = await host.PostAsync("/api/v1/jobs", """{ "target":{"queue":"q","cluster":"a"}, "entryClass":"C","artifact":"hdfs:///j.jar","name":"n" }""", "create-order");

        second.Status.ShouldBe(201);
    }

    [Fact]
    public async Task Change_WithETag_MakesANewVersion()
    {
        var id = await host.DefineAsync("change-good");
        var spec = Specs.Good.Replace("autodts-4711", "change-good", StringComparison.Ordinal).Replace("\"parallelism\": 1", "\"parallelism\": 4", StringComparison.Ordinal);

        var response = await host.SendAsync("PUT", $"/api/v1/jobs/{id}/spec", spec, ("If-Match", "\"1\""));

        response.Status.ShouldBe(200);
        response.Headers.ETag!.ToString().ShouldBe("\"2\"");
        response.Json.GetProperty("specVersion").GetInt32().ShouldBe(2);
        response.Json.GetProperty("spec").GetProperty("parallelism").GetInt32().ShouldBe(4);
    }

    [Theory]
    [InlineData(null, 428, "spec.if-match-missing")]
    [InlineData("\"7\"", 412, "spec.outdated")]
    [InlineData("\"abc\"", 412, "spec.outdated")]
    [InlineData("W/\"1\"", 412, "spec.outdated")]
    [InlineData("1", 400, "spec.if-match-malformed")]
    [InlineData("*", 400, "spec.if-match-malformed")]
    [InlineData("\"1\", \"2\"", 400, "spec.if-match-malformed")]
    public async Task Change_WithoutTheRightETag_IsRefused(string? tag, int status, string code)
    {
        var id = await host.DefineAsync("change-etag");
        var spec = Specs.Good.Replace("autodts-4711", "change-etag", StringComparison.Ordinal).Replace("\"parallelism\": 1", "\"parallelism\": 4", StringComparison.Ordinal);

        var response = await host.SendAsync("PUT", $"/api/v1/jobs/{id}/spec", spec, tag is null ? [] : [("If-Match", tag)]);

        response.ShouldBeProblem(status, code);
        (await host.GetAsync($"/api/v1/jobs/{id}")).Headers.ETag!.ToString().ShouldBe("\"1\"");
        host.Jobs.Put(host.Jobs.StateOf(new ActorPlatform.Jobs.JobId(id)) with { Status = ActorPlatform.Jobs.JobStatus.None });
    }

    [Fact]
    public async Task Change_UnknownJob_Answers404() =>
        (await host.SendAsync("PUT", "/api/v1/jobs/job-none/spec", Specs.Least, ("If-Match", "\"1\""))).ShouldBeProblem(404, "job.not-found");

    [Fact]
    public async Task Versions_OfAJob_TellWhoAndWhen()
    {
        var id = await host.DefineAsync("versions");

        var response = await host.GetAsync($"/api/v1/jobs/{id}/spec/versions");

        var version = response.Json.GetProperty("items")[0];
        version.GetProperty("version").GetInt32().ShouldBe(1);
        version.GetProperty("by").GetString().ShouldBe("anna");
        version.GetProperty("spec").GetProperty("name").GetString().ShouldBe("orders-wide");
    }

    [Fact]
    public async Task Diff_OfTwoVersions_TellsEachPathThatDiffers()
    {
        var id = new JobId(await host.DefineAsync("diff"));
        var spec = host.Jobs.StateOf(id).Spec!;
        var changed = spec with { Parallelism = spec.Parallelism + 3, Args = ["--rate", "7"], ExternalId = null, FlinkConfig = spec.FlinkConfig.Add("web.timeout", "9") };
        host.Jobs.Versions[id] = [new SpecVersion(1, DateTimeOffset.UnixEpoch, "anna", spec), new SpecVersion(2, DateTimeOffset.UnixEpoch, "ben", changed)];

        var response = await host.GetAsync($"/api/v1/jobs/{id}/spec/versions/1/diff/2");

        var changes = response.Json.GetProperty("changes").EnumerateArray().ToDictionary(c => c.GetProperty("path").GetString()!);
        changes.Keys.ShouldBe(["args", "externalId", "flinkConfig.web.timeout", "parallelism"], ignoreOrder: true);
        changes["parallelism"].GetProperty("from").GetInt32().ShouldBe(spec.Parallelism);
        changes["parallelism"].GetProperty("to").GetInt32().ShouldBe(changed.Parallelism);
        changes["flinkConfig.web.timeout"].TryGetProperty("from", out _).ShouldBeFalse();
        changes["externalId"].TryGetProperty("to", out _).ShouldBeFalse();
        (await host.GetAsync($"/api/v1/jobs/{id}/spec/versions/2/diff/2")).Json.GetProperty("changes").GetArrayLength().ShouldBe(0);
    }

    [Theory]
    [InlineData("/api/v1/jobs/job-none/spec/versions/1/diff/1", "job.not-found")]
    [InlineData("/api/v1/jobs/{0}/spec/versions/1/diff/9", "spec.version-not-found")]
    [InlineData("/api/v1/jobs/{0}/spec/versions/-1/diff/1", "spec.version-not-found")]
    [InlineData("/api/v1/jobs/{0}/spec/versions/x/diff/1", "spec.version-not-found")]
    public async Task Diff_OfNoSuchVersion_Is404(string path, string code) =>
        (await host.GetAsync(string.Format(path, await host.DefineAsync("no-diff")))).ShouldBeProblem(404, code);
}
