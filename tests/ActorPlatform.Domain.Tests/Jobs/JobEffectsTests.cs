using ActorPlatform.Behaviors;
using ActorPlatform.Jobs;
using ActorPlatform.Jobs.Batches;
using ActorPlatform.Jobs.Effects;

namespace ActorPlatform.Domain.Tests.Jobs;

public sealed class JobEffectsTests
{
    /// <summary>One that forgot its cluster would share a lane with all others that did, and one dead cluster could stop them.</summary>
    [Fact]
    public void Lane_EveryEffectOfAJob_IsItsCluster()
    {
        var effects = typeof(JobEffect).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Effect)) && !type.IsAbstract && type != typeof(AskJob)).ToList();

        effects.Count.ShouldBe(6);
        effects.ShouldAllBe(type => type.IsSubclassOf(typeof(JobEffect)));
        new KillRun("west", new ApplicationId("application_1_0001"), 1, DateTimeOffset.UnixEpoch).Lane.ShouldBe("west");
    }
}
