using System.Text.Json;
using ActorPlatform.Edge.Tests.Api;
using ActorPlatform.Jobs;
using ActorPlatform.Jobs.Commands;
using ActorPlatform.Jobs.Facade;
using ActorPlatform.Jobs.Operations;

namespace ActorPlatform.Edge.Tests.Cli;

public sealed class JobCommandTests(CliHost host) : IClassFixture<CliHost>
{
    [Theory]
    [InlineData("start ID --restore latest", typeof(StartJob))]
    [InlineData("suspend ID --drain", typeof(SuspendJob))]
    [InlineData("kill ID --confirm-dead --reason seen", typeof(KillJob))]
    [InlineData("restart ID", typeof(RestartJob))]
    [InlineData("savepoint ID --format NATIVE", typeof(SaveJob))]
    [InlineData("delete ID --force", typeof(RetireJob))]
    public async Task Action_OfAJob_AsksForItUnderItsKey(string line, Type expected)
    {
        var id = await host.Api.DefineAsync($"cli-{expected.Name}");

        await host.RunAsync($"job {line.Replace("ID", id, StringComparison.Ordinal)} --key k1");

        var (job, request) = host.Api.Jobs.Asked.Last();
        (job.Value, request.Command.GetType()).ShouldBe((id, expected));
        request.CommandId.ShouldBe(Identities.Command(job, "k1"));
        request.Command.ShouldBeOneOf(
            new StartJob("latest"), new SuspendJob(true), new KillJob(true, "seen"), new RestartJob(null), new SaveJob("NATIVE"), new RetireJob(true));
    }

    [Fact]
    public async Task Start_Accepted_TellsTheOperation()
    {
        var id = await host.Api.DefineAsync("cli-start");

        (await host.RunAsync($"job start {id}")).ShouldBe(0);

        host.Out.ShouldContain("op-");
        host.Out.ShouldContain("RUNNING");
    }

    [Fact]
    public async Task Get_OfARunThatIsStillPrepared_SaysThatNothingIsSubmitted()
    {
        var id = await host.StartedAsync("cli-prepared");

        (await host.RunAsync($"job get {id}")).ShouldBe(0);

        host.Out.ShouldContain("1  no application  not submitted yet");
    }

    [Fact]
    public async Task Start_NotOverInTime_SaysThatItGoesOn()
    {
        var id = await host.Api.DefineAsync("cli-wait");

        (await host.RunAsync($"job start {id} --wait=0s")).ShouldBe(6);

        host.Error.ShouldContain("Accepted.");
        host.Error.ShouldContain("goes on. Wait on: actorplatform operation wait op-");
    }

    [Fact]
    public async Task Wait_ForAnOperationThatFails_SaysWhyAndWhatIsKept()
    {
        var id = await host.StartedAsync("cli-failed");
        var state = host.StateOf(id);
        var failed = state.Operations[0] with { State = OperationState.Failed, Error = "The queue is unknown.", EndedAt = host.Api.Time.GetUtcNow() };
        host.Api.Jobs.Put(state with { Operations = [failed] });

        (await host.RunAsync($"operation wait {failed.Id} -o json")).ShouldBe(1);

        JsonElement.Parse(host.Out).GetProperty("state").GetString().ShouldBe("FAILED");
        host.Error.ShouldContain("START failed: The queue is unknown.");
        host.Error.ShouldContain($"actorplatform job explain {id}");
    }

    [Theory]
    [InlineData("job get job-none", 4, "There is no job")]
    [InlineData("job get none", 4, "There is no job 'none'")]
    [InlineData("operation get op-none", 4, "There is no operation")]
    [InlineData("cluster get none", 4, "there are: a")]
    [InlineData("job diff ID 1 9", 4, "no spec version '9'")]
    [InlineData("job suspend ID", 3, "")]
    [InlineData("job kill ID --confirm-dead", 2, "reason")]
    [InlineData("job list --status ODD", 2, "RUNNING")]
    [InlineData("job list --label odd", 2, "--label team=dw")]
    [InlineData("job savepoint ID --format ODD", 2, "CANONICAL")]
    [InlineData("job start ID --wait soon", 2, "write --wait=60s")]
    [InlineData("job start", 2, "Try: actorplatform job start --help")]
    [InlineData("job list --output odd", 2, "json")]
    public async Task Command_Refused_HasItsCodeAndSaysWhatToDo(string line, int code, string says)
    {
        var id = await host.Api.DefineAsync("cli-refused");

        (await host.RunAsync(line.Replace("ID", id, StringComparison.Ordinal))).ShouldBe(code);

        host.Error.ShouldContain(says);
        host.Error.ShouldNotBeEmpty();
        host.Out.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("--server URL --output json job list")]
    [InlineData("--server URL job list -o json")]
    [InlineData("-o json job list --server URL")]
    public async Task Options_OfAllCommands_MayStandBeforeOrBehind(string line)
    {
        var output = new StringWriter();

        (await ActorPlatform.Host.CommandLine.ActorPlatformCommand.RunAsync(
            line.Replace("URL", host.Api.Address.ToString(), StringComparison.Ordinal).Split(' '), new ActorPlatform.Host.CommandLine.Terminal(output, TextWriter.Null), CancellationToken.None)).ShouldBe(0);

        JsonElement.Parse(output.ToString()).GetProperty("items").ValueKind.ShouldBe(JsonValueKind.Array);
    }

    [Theory]
    [InlineData("start ID", "START", true)]
    [InlineData("start ID --restore none", "START", true)]
    [InlineData("kill ID", "KILL", false)]
    [InlineData("delete ID --force", "RETIRE", false)]
    public async Task DryRun_OfAnAction_TellsAndDoesNothing(string line, string kind, bool withRoom)
    {
        var id = await host.Api.DefineAsync($"cli-dry-{kind}");
        if (kind == "KILL")
            await host.Api.PostAsync($"/api/v1/jobs/{id}/start", key: "dry");
        var before = host.StateOf(id);
        var command = $"job {line.Replace("ID", id, StringComparison.Ordinal)} --dry-run";

        (await host.RunAsync(command, 160)).ShouldBe(0, host.Error);

        host.Out.ShouldContain("nothing was done");
        host.Out.ShouldContain(kind);
        if (withRoom)
        {
            host.Out.ShouldContain("Restore    none");
            host.Out.ShouldContain("cores are free on a");
        }

        host.StateOf(id).ShouldBeSameAs(before);
        (await host.RunAsync(command + " -o json")).ShouldBe(0);
        JsonElement.Parse(host.Out).GetProperty("operation").GetProperty("kind").GetString().ShouldBe(kind);
    }

    [Fact]
    public async Task DryRun_Refused_IsToldAsTheCommandWouldBe()
    {
        var id = await host.Api.DefineAsync("cli-dry-no");

        (await host.RunAsync($"job suspend {id} --dry-run")).ShouldBe(3);

        host.Error.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task DryRun_OfASpec_ChecksItAndChangesNothing()
    {
        var id = await host.Api.DefineAsync("cli-dry-spec");
        var file = host.Write("dry.json", Specs.Good.Replace("autodts-4711", "cli-dry-spec", StringComparison.Ordinal).Replace("\"100\"", "\"200\"", StringComparison.Ordinal));
        var other = host.Write("other.json", Specs.Good.Replace("autodts-4711", "cli-dry-other", StringComparison.Ordinal));
        var bad = host.Write("bad.json", Specs.Good.Replace("\"parallelism\"", "\"paralelism\"", StringComparison.Ordinal));

        (await host.RunAsync($"job update {id} {file} --dry-run")).ShouldBe(0, host.Error);
        host.Out.ShouldContain("version 2");
        (await host.RunAsync($"job create {other} --dry-run")).ShouldBe(0, host.Error);
        host.Out.ShouldContain("would be DEFINED");
        (await host.RunAsync($"job create {bad} --dry-run")).ShouldBe(2);

        host.StateOf(id).SpecVersion.ShouldBe(1);
        host.Api.Jobs.StateOf(Identities.JobOfExternalId("dw", "cli-dry-other")).Status.ShouldBe(JobStatus.None);
    }

    [Theory]
    [InlineData("job list")]
    [InlineData("job get ID")]
    [InlineData("job runs ID")]
    [InlineData("job restore-points ID")]
    [InlineData("job explain ID")]
    [InlineData("job events ID")]
    [InlineData("job diff ID")]
    [InlineData("operation list --job ID")]
    [InlineData("cluster list")]
    [InlineData("cluster get a")]
    public async Task View_InEachWidth_FitsAndAsJsonIsWhole(string line)
    {
        var id = await host.StartedAsync("cli-view");
        var command = line.Replace("ID", id, StringComparison.Ordinal);

        (await host.RunAsync(command, 80)).ShouldBe(0, host.Error);
        host.Out.ShouldNotBeEmpty();
        host.Out.Split('\n').ShouldAllBe(text => text.TrimEnd('\r').Length <= 80);
        (await host.RunAsync(command, 200)).ShouldBe(0);
        host.Out.Split('\n').ShouldAllBe(text => text.TrimEnd('\r').Length <= 200);
        (await host.RunAsync(command + " --output json")).ShouldBe(0);
        JsonElement.Parse(host.Out).ValueKind.ShouldBe(JsonValueKind.Object);
    }

    [Fact]
    public async Task List_Filters_AreSent()
    {
        (await host.RunAsync("job list --status RUNNING --status FAILED --health RED --label team=dw --tenant dw --cluster a --search x --quarantined --sort status --limit 7")).ShouldBe(0);

        var query = host.Api.Jobs.Listed.Last();
        query.Statuses.ShouldBe([JobStatus.Running, JobStatus.Failed]);
        query.Healths.ShouldBe([Health.Red]);
        query.Labels["team"].ShouldBe("dw");
        (query.Tenant, query.Cluster, query.Text, query.Quarantined, query.Sort, query.Limit).ShouldBe(("dw", "a", "x", true, "status", 7));
    }

    [Fact]
    public async Task List_MoreThanTheLimit_SaysSo()
    {
        await host.Api.DefineAsync("cli-more-1");
        await host.Api.DefineAsync("cli-more-2");

        (await host.RunAsync("job list --limit 1")).ShouldBe(0);

        host.Error.ShouldContain("--limit");
        host.Out.Trim().Split('\n').Length.ShouldBe(2);
    }

    [Fact]
    public async Task Release_OfAQuarantinedJob_LetsItTryAgain()
    {
        var id = await host.Api.DefineAsync("cli-release");
        (await host.RunAsync($"job release {id}")).ShouldBe(3);
        host.Api.Jobs.Quarantined.Add(new JobId(id));

        (await host.RunAsync($"job release {id}")).ShouldBe(0);

        host.Api.Jobs.Quarantined.ShouldBeEmpty();
    }

    [Fact]
    public async Task Logs_OfAJobWithoutARun_SaysSo()
    {
        var id = await host.Api.DefineAsync("cli-logs");

        (await host.RunAsync($"job logs {id}")).ShouldBe(4);

        host.Error.ShouldContain("no run yet");
    }

    [Theory]
    [InlineData("job diff ID", "Version 1 is compared with itself: it is the only one.")]
    [InlineData("job diff ID 1 1", "Version 1 is compared with itself: it is the only one.")]
    public async Task Diff_OfOneVersion_SaysSo(string line, string says)
    {
        var id = await host.Api.DefineAsync("cli-one-version");

        (await host.RunAsync(line.Replace("ID", id, StringComparison.Ordinal))).ShouldBe(0, host.Error);

        host.Out.TrimEnd().ShouldBe(says);
    }

    [Fact]
    public async Task Get_AsJson_WritesTimesAsTheApiDoes()
    {
        var id = await host.Api.DefineAsync("cli-times");
        var api = await host.Api.GetAsync($"/api/v1/jobs/{id}");

        (await host.RunAsync($"job get {id} --output json")).ShouldBe(0, host.Error);

        JsonElement.Parse(host.Out).GetProperty("createdAt").GetRawText().ShouldBe(api.Json.GetProperty("createdAt").GetRawText());
    }

    [Fact]
    public async Task Exceptions_OfTheNewestRun_AreShownNewestFirst()
    {
        var id = await host.StartedAsync("cli-exceptions");
        (await host.RunAsync($"job exceptions {id}")).ShouldBe(0, host.Error);
        host.Out.ShouldContain("no exception of run 1");
        var (state, at) = (host.StateOf(id), DateTimeOffset.UnixEpoch);
        host.Api.Jobs.Put(state with { Runs = [state.Runs[0] with { Exceptions = [new(at, "Older", "Older: first\n\tat A", null), new(at.AddHours(1), "Newer", "Newer: second\n\tat B\n", "Map (3/4)")] }] });

        (await host.RunAsync($"job exceptions {id} --run 1")).ShouldBe(0, host.Error);

        host.Out.ReplaceLineEndings("\n").ShouldBe("1970-01-01 01:00:00  Map (3/4)\nNewer: second\n\tat B\n1970-01-01 00:00:00\nOlder: first\n\tat A\n");
        (await host.RunAsync($"job exceptions {id} --run 2")).ShouldBe(4);
    }

    [Fact]
    public async Task Get_WithRefresh_LooksAtTheClusterFirst()
    {
        var id = await host.Api.DefineAsync("cli-refresh");
        var before = host.Api.Jobs.Refreshes.Count;
        (await host.RunAsync($"job get {id}")).ShouldBe(0);
        host.Api.Jobs.Refreshes.Count.ShouldBe(before);

        (await host.RunAsync($"job get {id} --refresh")).ShouldBe(0, host.Error);

        host.Api.Jobs.Refreshes.Count.ShouldBe(before + 1);
        host.Out.ShouldContain(id);
    }

    [Fact]
    public async Task Job_ByName_IsFoundWhereOnlyOneHasIt()
    {
        await using var own = new OwnHost();
        await own.Cli.InitializeAsync();
        var id = await own.Cli.Api.DefineAsync("cli-name-1");

        (await own.Cli.RunAsync("job get orders-wide")).ShouldBe(0);
        own.Cli.Out.ShouldContain(id);

        var other = await own.Cli.Api.DefineAsync("cli-name-2");
        (await own.Cli.RunAsync("job get orders-wide")).ShouldBe(2);
        own.Cli.Error.ShouldContain(id);
        own.Cli.Error.ShouldContain(other);
    }

    [Fact]
    public async Task Update_WithTheVersionThatWasSeen_RefusesAnotherOne()
    {
        var id = await host.Api.DefineAsync("cli-update");
        var file = host.Write("update.json", Specs.Good.Replace("autodts-4711", "cli-update", StringComparison.Ordinal).Replace("\"100\"", "\"200\"", StringComparison.Ordinal));

        (await host.RunAsync($"job update {id} {file} --if-version 7")).ShouldBe(3);
        (await host.RunAsync($"job update {id} {file}")).ShouldBe(0, host.Error);

        host.Out.ShouldContain("version 2");
        host.StateOf(id).Spec!.Args.ShouldBe(["--rate", "200"]);
    }

    [Fact]
    public async Task List_EngineIsNotThere_SaysWhatToDo()
    {
        var error = new StringWriter();

        (await ActorPlatform.Host.CommandLine.ActorPlatformCommand.RunAsync(
            ["job", "list", "--server", "http://127.0.0.1:1"], new ActorPlatform.Host.CommandLine.Terminal(TextWriter.Null, error), CancellationToken.None)).ShouldBe(5);

        error.ToString().ShouldContain("actorplatform dev");
    }

    private sealed class OwnHost : IAsyncDisposable
    {
        public CliHost Cli { get; } = new();

        public async ValueTask DisposeAsync() => await Cli.DisposeAsync();
    }
}
