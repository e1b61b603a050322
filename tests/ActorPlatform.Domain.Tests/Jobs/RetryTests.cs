using ActorPlatform.Jobs;
using ActorPlatform.Jobs.Commands;
using ActorPlatform.Jobs.Retry;
using ActorPlatform.Jobs.Specs;

namespace ActorPlatform.Domain.Tests.Jobs;

/// <summary>The retry policy with the numbers that a spec has when it says nothing.</summary>
public class RetryTests
{
    private readonly JobScenario _job = new JobScenario(spec: JobScenario.Spec() with { Retry = new RetrySpec() }).Running();

    [Theory]
    [InlineData(0)]
    [InlineData(60)]
    [InlineData(90)]
    [InlineData(300)]
    public void CrashLoop_DefaultPolicy_IsFailedAfterElevenFailures(int secondsPerRun)
    {
        var failures = 0;
        while (_job.State.Status != JobStatus.Failed && failures < 50)
        {
            failures++;
            if (_job.After(TimeSpan.FromSeconds(secondsPerRun)).Failed().State.Status == JobStatus.Restarting)
                _job.Due().Running();
        }

        failures.ShouldBe(11);
        _job.State.Decisions[^1].Kind.ShouldBe("GIVE_UP");
    }

    [Theory]
    [InlineData(24 * 60)]
    [InlineData(20)]
    public void FailsNowAndThen_DefaultPolicy_IsNeverFailed(int minutesPerRun)
    {
        for (var failure = 0; failure < 400; failure++)
            _job.After(TimeSpan.FromMinutes(minutesPerRun)).Failed().Due().Running();

        _job.State.Status.ShouldBe(JobStatus.Running);
    }

    /// <summary>The waits of a crash loop grow to their longest; after an hour of running well they begin anew.</summary>
    [Fact]
    public void RanWellForTheWindow_WaitsBeginAnew()
    {
        for (var failure = 0; failure < 8; failure++)
            _job.Failed().Due().Running();
        _job.After(TimeSpan.FromHours(1)).Failed();

        (_job.State.Due!.Value - _job.Now).ShouldBeInRange(TimeSpan.FromSeconds(8), TimeSpan.FromSeconds(12));
    }

    /// <summary>Twelve hours without an answer of the cluster; each attempt is given up before anything of it was submitted.</summary>
    [Fact]
    public void ClusterAway_NothingSubmitted_UsesUpNoAttempt()
    {
        _job.Failed();
        for (var end = _job.Now + TimeSpan.FromHours(12); _job.Now < end;)
            _job.Due();

        _job.State.Status.ShouldBeOneOf(JobStatus.Restarting, JobStatus.Starting);
        _job.State.LastRun.ShouldBeGreaterThan(100);
        _job.State.Retries.Length.ShouldBe(1);
        _job.State.Decisions.ShouldContain(d => d.Kind == "RETRY" && d.Reasons[0].Contains("uses up no attempt", StringComparison.Ordinal));
    }

    [Fact]
    public void SubmissionRefused_UsesUpAttempts()
    {
        _job.Failed();
        for (var refusal = 0; refusal < 10; refusal++)
            _job.Due().Ask(new RunRefused(_job.State.LastRun, new Failure(FailureClass.Submission, "No such queue.", null, null, _job.Now)));

        _job.State.Status.ShouldBe(JobStatus.Failed);
    }
}
