using System.Text.Json;

namespace ActorPlatform.Edge.Tests.Hosting;

/// <summary>Idempotency keys on the whole engine: its own journal answers, not a stand-in.</summary>
public sealed class IdempotencyTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("actorplatform-keys-").FullName;
    private readonly FakeCluster _cluster = new("a");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Command_KeyWithAnotherBody_Answers422AndDoesNothing()
    {
        await using var engine = await EngineHost.StartAsync(_folder, _cluster);
        var job = (await engine.PostAsync("/api/v1/jobs", Spec("orders"), 201)).GetProperty("id").GetString()!;
        var first = await engine.SendAsync($"/api/v1/jobs/{job}/start", new { }, "k1");

        var same = await engine.SendAsync($"/api/v1/jobs/{job}/start", new { }, "k1");
        var otherBody = await engine.SendAsync($"/api/v1/jobs/{job}/start", new { restore = "none" }, "k1");
        var otherPath = await engine.SendAsync($"/api/v1/jobs/{job}/kill", new { }, "k1");

        first.Status.ShouldBe(202);
        (same.Status, same.Body.GetProperty("id").GetString()).ShouldBe((202, first.Body.GetProperty("id").GetString()));
        ShouldBeKeyReused(otherBody);
        ShouldBeKeyReused(otherPath);
        (await engine.GetAsync($"/api/v1/operations?jobId={job}")).GetProperty("items").GetArrayLength().ShouldBe(1);
    }

    /// <summary>What is refused leaves no row (ADR 6), and so nothing in the audit.</summary>
    [Fact]
    public async Task Audit_OfRefusedAndRepeatedCommands_HasOnlyWhatChangedSomething()
    {
        await using var engine = await EngineHost.StartAsync(_folder, _cluster);
        var job = (await engine.PostAsync("/api/v1/jobs", Spec("orders"), 201)).GetProperty("id").GetString()!;

        (await engine.SendAsync($"/api/v1/jobs/{job}/suspend", new { }, "k1")).Status.ShouldBe(409);
        (await engine.SendAsync($"/api/v1/jobs/{job}/kill", new { fence = "ODD" }, "k2")).Status.ShouldBe(400);
        (await engine.SendAsync($"/api/v1/jobs/{job}/start", new { }, "k3")).Status.ShouldBe(202);
        (await engine.SendAsync($"/api/v1/jobs/{job}/start", new { }, "k3")).Status.ShouldBe(202);

        (await engine.GetAsync("/api/v1/audit")).GetProperty("items").EnumerateArray().Select(e => e.GetProperty("command").GetString()).ShouldBe(["START", "DEFINE"]);
    }

    [Fact]
    public async Task Create_KeyWithAnotherBody_Answers422AlsoAfterARestart()
    {
        await using (var engine = await EngineHost.StartAsync(_folder, _cluster))
            (await engine.SendAsync("/api/v1/jobs", Spec("orders"), "create")).Status.ShouldBe(201);

        await using (var engine = await EngineHost.StartAsync(_folder, _cluster))
        {
            ShouldBeKeyReused(await engine.SendAsync("/api/v1/jobs", Spec("others"), "create"));
            (await engine.GetAsync("/api/v1/jobs")).GetProperty("items").GetArrayLength().ShouldBe(1);
        }
    }

    /// <summary>The writer of the database is held, so the first stays in work: its repetition is told so at once, and gets its answer later.</summary>
    [Fact]
    public async Task Command_RepeatedWhileTheFirstIsInWork_Answers409AndThenTheFirstAnswer()
    {
        await using var engine = await EngineHost.StartAsync(_folder, _cluster);
        var job = (await engine.PostAsync("/api/v1/jobs", Spec("orders"), 201)).GetProperty("id").GetString()!;
        Task<(int Status, JsonElement Body)> first, second;
        (int Status, JsonElement Body) otherBody;
        using (new HeldDatabase(Path.Combine(_folder, "engine.db")))
        {
            Task<(int Status, JsonElement Body)>[] both = [engine.SendAsync($"/api/v1/jobs/{job}/start", new { }, "k1"), engine.SendAsync($"/api/v1/jobs/{job}/start", new { }, "k1")];
            second = await Task.WhenAny(both);
            first = both.Single(sent => sent != second);
            otherBody = await engine.SendAsync($"/api/v1/jobs/{job}/start", new { restore = "none" }, "k1");
            first.IsCompleted.ShouldBeFalse();
        }

        var (early, late) = (await second, await first);
        ShouldBeKeyReused(otherBody);
        (early.Status, early.Body.GetProperty("code").GetString()).ShouldBe((409, "idempotency.in-progress"));
        late.Status.ShouldBe(202, late.Body.ToString());
        var again = await engine.SendAsync($"/api/v1/jobs/{job}/start", new { }, "k1");
        (again.Status, again.Body.GetProperty("id").GetString()).ShouldBe((202, late.Body.GetProperty("id").GetString()));
        (await engine.GetAsync($"/api/v1/operations?jobId={job}")).GetProperty("items").GetArrayLength().ShouldBe(1);
    }

    /// <summary>Whoever is first: nothing is done twice.</summary>
    [Fact]
    public async Task Command_RepeatedAtOnce_IsDoneOnce()
    {
        await using var engine = await EngineHost.StartAsync(_folder, _cluster);
        var job = (await engine.PostAsync("/api/v1/jobs", Spec("orders"), 201)).GetProperty("id").GetString()!;

        var answers = await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => engine.SendAsync($"/api/v1/jobs/{job}/start", new { }, "k1")));

        answers.Select(answer => answer.Status).ShouldBeSubsetOf([202, 409]);
        answers.Where(answer => answer.Status == 409).ShouldAllBe(answer => answer.Body.GetProperty("code").GetString() == "idempotency.in-progress");
        answers.Where(answer => answer.Status == 202).Select(answer => answer.Body.GetProperty("id").GetString()).Distinct().Count().ShouldBe(1);
        (await engine.GetAsync($"/api/v1/operations?jobId={job}")).GetProperty("items").GetArrayLength().ShouldBe(1);
    }

    /// <summary>Without a common key they are different commands: the table of states lets one start through, and tells the others that it was started.</summary>
    [Fact]
    public async Task Command_FromManyAtOnceWithKeysOfTheirOwn_MakesOneRun()
    {
        await using var engine = await EngineHost.StartAsync(_folder, _cluster);
        var job = (await engine.PostAsync("/api/v1/jobs", Spec("orders"), 201)).GetProperty("id").GetString()!;

        var answers = await Task.WhenAll(Enumerable.Range(0, 32).Select(i => engine.SendAsync($"/api/v1/jobs/{job}/start", new { }, $"k{i}")));

        answers.Count(answer => answer.Status == 202).ShouldBe(1);
        answers.Where(answer => answer.Status != 202).ShouldAllBe(answer => answer.Status == 409 && answer.Body.GetProperty("code").GetString() == "job.already-started");
        (await engine.GetAsync($"/api/v1/operations?jobId={job}")).GetProperty("items").GetArrayLength().ShouldBe(1);
        (await engine.GetAsync($"/api/v1/jobs/{job}/runs")).GetProperty("items").GetArrayLength().ShouldBe(1);
    }

    /// <summary>A refusal changed nothing, so nothing is remembered of it: docs/adr/0006.</summary>
    [Fact]
    public async Task Command_RefusedAndRepeatedWhenTheReasonIsGone_IsAccepted()
    {
        await using var engine = await EngineHost.StartAsync(_folder, _cluster);
        var job = (await engine.PostAsync("/api/v1/jobs", Spec("orders"), 201)).GetProperty("id").GetString()!;
        var refused = await engine.SendAsync($"/api/v1/jobs/{job}/kill", new { }, "kill");
        (refused.Status, refused.Body.GetProperty("code").GetString()).ShouldBe((409, "job.not-running"));
        await engine.PostAsync($"/api/v1/jobs/{job}/start?wait=PT60S", null, 202);

        var accepted = await engine.SendAsync($"/api/v1/jobs/{job}/kill?wait=PT60S", new { }, "kill");
        var repeated = await engine.SendAsync($"/api/v1/jobs/{job}/kill", new { }, "kill");

        accepted.Status.ShouldBe(202, accepted.Body.ToString());
        (repeated.Status, repeated.Body.GetProperty("id").GetString()).ShouldBe((202, accepted.Body.GetProperty("id").GetString()));
    }

    private static void ShouldBeKeyReused((int Status, JsonElement Body) answer)
    {
        answer.Status.ShouldBe(422, answer.Body.ToString());
        answer.Body.GetProperty("code").GetString().ShouldBe("idempotency.key-reused");
    }

    private static object Spec(string name) => new { name, artifact = "hdfs:///jars/orders.jar", entryClass = "com.x.Orders", target = new { cluster = "a" } };
}
