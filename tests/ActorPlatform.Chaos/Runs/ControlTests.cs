using ActorPlatform.Chaos.Checking;
using ActorPlatform.Chaos.Clients;
using ActorPlatform.Chaos.Processes;
using Xunit.Abstractions;

namespace ActorPlatform.Chaos.Runs;

/// <summary>What holds with a guard must break without it, or these tests would not test. Guards can be left out in test builds only.</summary>
public sealed class ControlTests(ITestOutputHelper output)
{
    /// <summary>Long enough for a takeover, also on a busy machine.</summary>
    private static readonly TimeSpan s_freeze = TimeSpan.FromSeconds(11);

    [SkippableFact]
    public Task ActDeadlineLeftOut_Control_TheWokenNodePollsForJobsOfOthers() => RunAsync("act-deadline");

    [SkippableFact]
    public Task KeepMajorityInsteadOfTheDatabase_Control_TheWokenNodePollsForJobsOfOthers() => RunAsync("arbiter");

    /// <summary>Without the claim, and without the end of the sessions of the dead, which stops most late commits by itself.</summary>
    [SkippableFact]
    public Task ClaimLeftOut_Control_ALateCommitComesAfterAnActOfTheNextOwner() => KeptRun.ExecuteAsync(output, "without-claim", Seeds.One, async (folder, recorder, seed) =>
    {
        // A statement that waits must not be ended by its own limit before anything acts.
        await using var site = await Site.StartAsync(folder, "claim,sessions", connection: ";Options='-c statement_timeout=60000'");
        var workload = new Workload(site, recorder, seed);
        await workload.DefineAsync();
        var late = new LateCommit(site, workload.JobIds, recorder.Tell);
        (await new ControlRun(site, recorder).FindsAsync(late.ProvokeAsync, OwnerRules.FindLateCommits)).ShouldBeTrue(Failure("claim"));
    });

    private static string Failure(string without) => $"Nothing was found without the {without}: the guard is not needed, or the checker is blind.";

    private Task RunAsync(string without) => KeptRun.ExecuteAsync(output, $"without-{without}", Seeds.One, async (folder, recorder, seed) =>
    {
        await using var site = await Site.StartAsync(folder, without);
        var workload = new Workload(site, recorder, seed);
        await workload.DefineAsync();
        var found = false;
        await workload.DuringAsync(async () => found = await new ControlRun(site, recorder).FindsAsync(FreezeAsync, OwnerRules.FindStaleCallers));
        found.ShouldBeTrue(Failure(without));
    });

    private static async Task FreezeAsync(EngineNode node)
    {
        await node.FreezeAsync();
        await Task.Delay(s_freeze);
        await node.WakeAsync();
    }
}
