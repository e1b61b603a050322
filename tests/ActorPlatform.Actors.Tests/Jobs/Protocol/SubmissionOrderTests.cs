using ActorPlatform.Actors.Tests.Jobs.Effects;

namespace ActorPlatform.Actors.Tests.Jobs.Protocol;

/// <summary>A post that hangs and arrives late, in many orders with look-up, repetition, restart, kill and the next run: never two live runs.</summary>
public sealed class SubmissionOrderTests
{
    private const int Seeds = 150;

    [Fact]
    public void Rule13_AnyOrderOfFaults_NeverTwoLiveRuns()
    {
        for (var seed = 0; seed < Seeds; seed++)
        {
            var story = new SubmissionStory(seed, new SubmissionStoryRules());
            story.Play();
            story.Fixture.Cluster.MostAlive.ShouldBe(1, $"seed {seed}: {story.Told}");
            story.Fixture.Cluster.Alive(EffectFixture.Job).ShouldBe(1, $"seed {seed}: {story.Told}");
        }
    }

    [Fact]
    public void Rule13_SameSeed_TellsTheSameStory()
    {
        var (first, second) = (new SubmissionStory(7, new SubmissionStoryRules()), new SubmissionStory(7, new SubmissionStoryRules()));
        first.Play();
        second.Play();
        first.Fixture.Cluster.Calls.ShouldBe(second.Fixture.Cluster.Calls);
    }

    [Fact]
    public void Control_AbsenceBelievedAtOnce_TwoRunsLive() => AnyLivesTwice(new SubmissionStoryRules { BelievesAbsenceAtOnce = true }).ShouldBeTrue();

    [Fact]
    public void Control_NothingLookedUp_AForgottenRunIsRunAgain() => AnyLivesTwice(new SubmissionStoryRules { PostsWithoutLooking = true, ForgetsAtOnce = true }).ShouldBeTrue();

    private static bool AnyLivesTwice(SubmissionStoryRules rules) => Enumerable.Range(0, Seeds).Any(seed =>
    {
        var story = new SubmissionStory(seed, rules);
        story.Play();
        return story.RanTwice;
    });
}
