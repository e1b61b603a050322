using ActorPlatform.Actors.TestKit;
using ActorPlatform.Actors.Tests.Toys;
using ActorPlatform.Behaviors;

namespace ActorPlatform.Actors.Tests.TestKit;

public sealed class BehaviorSpecTests
{
    private static readonly BehaviorSpec<ErrandState, ErrandCommand, ErrandEvent> _spec = new(new Errand());
    private static readonly ErrandEvent.Gone _gone = new(1, "a", BehaviorSpec<ErrandState, ErrandCommand, ErrandEvent>.Epoch.AddHours(1));

    [Fact]
    public void When_Accepted_TellsEventsReplyStateAndWhatIsOwed() => _spec
        .When(new ErrandCommand.Go("a", TimeSpan.FromHours(1)))
        .Then(_gone)
        .ThenReply(new Counted(1))
        .ThenState(state => state.Away.ShouldBeTrue())
        .ThenOwes("walk:1")
        .ThenDeadlines(Errand.GiveUp)
        .ThenWatches("gaze:1");

    [Fact]
    public void When_Refused_TellsTheCode() => _spec.Given(_gone).When(new ErrandCommand.Refuse()).ThenRejected("errand.not-allowed");

    [Fact]
    public void WhenDue_Owed_TellsWhatItChanges() => _spec.Given(_gone).WhenDue(Errand.GiveUp).Then<ErrandEvent.Lost>().ThenOwes();

    [Fact]
    public void When_NothingToWrite_TellsNoEvents() => _spec.When(new ErrandCommand.Nothing()).ThenNothing().ThenReply(new Counted(0));

    [Fact]
    public void Then_OtherEvents_FailsTheTest() => Should.Throw<ShouldAssertException>(() => _spec.When(new ErrandCommand.Add(1)).Then(new ErrandEvent.Added(2)));

    [Fact]
    public void Then_Refused_FailsTheTest() => Should.Throw<ShouldAssertException>(() => _spec.When(new ErrandCommand.Refuse()).ThenNothing());

    [Fact]
    public void ThenOwes_OtherKeys_FailsTheTest() => Should.Throw<ShouldAssertException>(() => _spec.Given(_gone).When(new ErrandCommand.Nothing()).ThenOwes("walk:2"));
}
