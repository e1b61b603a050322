using System.Collections.Immutable;
using System.Text.Json;
using ActorPlatform.Jobs;
using ActorPlatform.Jobs.Commands;
using ActorPlatform.Jobs.Facade;
using ActorPlatform.Jobs.Ports;
using ActorPlatform.Jobs.RestorePoints;
using ActorPlatform.Jobs.Retry;
using ActorPlatform.Jobs.Runs;
using ActorPlatform.Jobs.Specs;

namespace ActorPlatform.Domain.Tests.Jobs;

/// <summary>What people and the world say of a job comes without the job's secrets into its events, and so into all that is made of them.</summary>
public sealed class MaskingTests
{
    private const string Key = "kEy+of=S3/bucket";
    private const string Password = "hunter2";

    // Flink's own way to write arguments into its log, a login's message that names no key, and one that names it.
    private const string Said = $"args: --rate;100;--password;{Password}\nno access with {Key} (s3.secret-key: {Key} )";

    private static readonly JsonSerializerOptions s_json = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly JobScenario _job = new(spec: Spec());

    public static TheoryData<string> Commands =>
        [.. typeof(JobCommand).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(JobCommand)) && type != typeof(DefineJob) && type != typeof(ChangeSpec)).Select(type => type.Name)];

    /// <summary>A new command has to say here which of its texts are identities, or to be masked.</summary>
    [Theory]
    [MemberData(nameof(Commands))]
    public void Decide_EveryCommandsWords_LeaveNoSecretInEvents(string name)
    {
        Bring(name);
        var command = Of(name);
        _job.Journal.Clear();

        _job.Ask(command);

        if (Json(command).Contains(Password, StringComparison.Ordinal))
            Told().ShouldContain("no access with ***");
        Told().ShouldNotContain(Password);
        Told().ShouldNotContain(Key);
    }

    [Fact]
    public void State_AfterAFailureThatToldSecrets_ExplainsWithoutThem()
    {
        _job.Running();
        _job.Ask(Of(nameof(RunObserved))).Final(ApplicationState.Finished, FinalStatus.Failed, Said);
        _job.Ask(Of(nameof(RunConcluded)));
        while (_job.State.Status == JobStatus.Restarting)
            _job.Due().Running().Final(ApplicationState.Finished, FinalStatus.Failed, Said).Ask(Of(nameof(RunConcluded)));

        var state = _job.State;
        state.Status.ShouldBe(JobStatus.Failed);
        string[] texts =
        [
            .. state.Decisions.SelectMany(d => d.Reasons.Concat(d.Candidates.Select(c => c.Why)).Append(d.Chosen)), .. state.Operations.SelectMany(o => o.Log).Select(l => l.Text), .. state.HealthReasons,
            .. state.Runs.SelectMany(r => r.Exceptions).Select(e => e.StackTrace), .. state.Runs.Select(r => r.End!.Diagnostics!), state.Failure!.Summary, state.Failure.RootCause!, state.Failure.Evidence!,
        ];
        texts.ShouldAllBe(text => !text.Contains(Password) && !text.Contains(Key));
        texts.ShouldContain(text => text.Contains("no access with ***"));
    }

    [Fact]
    public void Log_OfARun_IsWithoutSecretsAndItsPlacesAreThoseOfTheFile()
    {
        var file = System.Text.Encoding.UTF8.GetBytes($"first line {Password}\n{Said}\nlast\n");
        var request = new LogRequest("jobmanager", file.Length - 5, null);

        var text = LogText.Of(LogPart.Of(file, request, "yarn"), request.Source, Secrets.Of(_job.State));

        text.Text.ShouldBe("args: --rate;100;--password;***\nno access with *** (s3.secret-key: *** )\nlast\n");
        (text.From, text.To, text.Before).ShouldBe((19L, file.Length, 19L));
    }

    [Fact]
    public void SecretsOf_SpecAndRunningSpec_AreThoseBehindNamesThatAreLongEnough()
    {
        _job.Running().Ask(new ChangeSpec(JobScenario.Spec() with { Args = ["--token", "another-token", "jdbc://ap:in-the-address@db", "--pwd", "short", "--rate", "1000000"] }, 1));

        Secrets.Of(_job.State).ShouldBe([Key, "in-the-address", "another-token", Password], ignoreOrder: true);
    }

    private static JobSpec Spec() => JobScenario.Spec() with
    {
        Args = ["--rate", "100", "--password", Password],
        FlinkConfig = ImmutableSortedDictionary<string, string>.Empty.Add("s3.secret-key", Key).Add("security.delegation.tokens.enabled", "false"),
    };

    private JobCommand Of(string name)
    {
        var (run, now) = (Math.Max(1, _job.State.LastRun), _job.Now);
        var failure = new Failure(FailureClass.UserCode, Said, Said, Said, now);
        return name switch
        {
            nameof(StartJob) => new StartJob(null),
            nameof(SuspendJob) => new SuspendJob(false),
            nameof(KillJob) => new KillJob(true, Said),
            nameof(RestartJob) => new RestartJob(null),
            nameof(SaveJob) => new SaveJob("NATIVE"),
            nameof(RetireJob) => new RetireJob(true),
            nameof(RunPrepared) => new RunPrepared(run, _job.Application(run)),
            nameof(RunRefused) => new RunRefused(run, failure),
            nameof(RunAccepted) => new RunAccepted(run),
            nameof(ApplicationSeen) => new ApplicationSeen(_job.Sighting(run, ApplicationState.Failed, FinalStatus.Failed, Said)),
            nameof(ApplicationMissing) => new ApplicationMissing(run, _job.Application(run)),
            nameof(RunObserved) => new RunObserved(run, JobScenario.Report() with { Exceptions = [new RunException(now, "java.lang.IllegalStateException", Said, "Source")] }),
            nameof(RunStopped) => new RunStopped(run, _job.Savepoint()),
            nameof(StopFailed) => new StopFailed(run, Said, null),
            nameof(RunConcluded) => new RunConcluded(run, Said, null, failure),
            nameof(RunStillAlive) => new RunStillAlive(run),
            nameof(SavepointTaken) => new SavepointTaken("x", _job.Savepoint()),
            nameof(SavepointFailed) => new SavepointFailed(_job.State.Savepoints.IsEmpty ? "x" : _job.State.Savepoints[0].TriggerId, Said),
            nameof(DeadlineCame) => new DeadlineCame("none"),
            _ => throw new ArgumentOutOfRangeException(nameof(name), name, "A new command: which of its texts are the world's words?"),
        };
    }

    /// <summary>Where the command makes events.</summary>
    private void Bring(string name)
    {
        if (name is nameof(RunRefused))
            _job.Ask(new StartJob(null));
        else if (name is not nameof(StartJob))
            _job.Running();
        if (name is nameof(StopFailed))
            _job.Ask(new SuspendJob(false));
        if (name is nameof(SavepointFailed))
            _job.Ask(new SaveJob("NATIVE"));
        if (name is nameof(RunConcluded) or nameof(KillJob))
            _job.Final(ApplicationState.Finished, FinalStatus.Failed);
    }

    private string Told() => string.Concat(_job.Journal.Select(Json));

    private static string Json(object value) => JsonSerializer.Serialize(value, value.GetType(), s_json);
}
