using ActorPlatform.Actors.Jobs.Observers;
using ActorPlatform.Actors.Jobs.Settings;
using ActorPlatform.Actors.Jobs.Sights;
using ActorPlatform.Actors.Tests.Jobs.Effects;
using ActorPlatform.Actors.Tests.Jobs.Fakes;
using ActorPlatform.Jobs;
using ActorPlatform.Jobs.Commands;
using ActorPlatform.Jobs.Ports;
using Akka.Actor;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using ApplicationId = ActorPlatform.Jobs.ApplicationId;

namespace ActorPlatform.Actors.Tests.Jobs.Observers;

public sealed class ClusterObserverTests : ActorWorld
{
    private readonly FakeCluster _cluster;
    private readonly FakeMailbox _mailbox = new();
    private readonly ObserverOptions _options = new() { ConfirmationsPerRound = 20 };

    public ClusterObserverTests() => _cluster = new FakeCluster("a", Time);

    [Fact]
    public void Observe_NothingChanges_TellsEachChangeOnce()
    {
        Post(1);
        Start();
        Pass(60);
        _mailbox.Of<ApplicationSeen>().Select(s => s.Report.State).ShouldBe([ApplicationState.Accepted, ApplicationState.Running]);
    }

    [Fact]
    public void Rule08_ManyApplications_CostOneBulkQueryPerRound()
    {
        for (var run = 1; run <= 200; run++)
            Post(run);
        Start();
        Pass(60);
        _cluster.Calls.Count(c => c.Name == FakeCalls.Sweep).ShouldBeInRange(11, 13);
        _cluster.Calls.Count(c => c.Name == FakeCalls.LookUp).ShouldBe(0);
        _mailbox.Of<ApplicationSeen>().Select(s => s.Report.Run).Distinct().Count().ShouldBe(200);
    }

    [Fact]
    public void Rule08_ClusterHangs_OneProbeInFlightAndPausesGrow()
    {
        _cluster.Always(new FakeFault.Hangs(), FakeCalls.OfResourceManager);
        Start();
        Pass(300);

        // Each probe takes its 10 s and is followed by 10 to 15 s of pause.
        _cluster.Calls.Count.ShouldBeInRange(10, 16);
    }

    [Fact]
    public void Rule01_ClusterSilent_ChangesVisibilityAndTellsNoJobAnything()
    {
        Post(1);
        Start();
        Pass(20);
        _mailbox.Told.Clear();
        _cluster.Always(new FakeFault.Garbage(), FakeCalls.OfResourceManager);
        Pass(600);
        Sights.Of("a").Visibility.ShouldBe(Visibility.Unreachable);
        Sights.Of("a").Why!.ShouldContain("no JSON");
        _mailbox.Told.ShouldBeEmpty();
        _cluster.Heal();
        Pass(30);
        Sights.Of("a").Visibility.ShouldBe(Visibility.Seen);
        _mailbox.Told.ShouldBeEmpty();
    }

    [Fact]
    public void Rule01_FileSystemSilent_ChangesVisibilityAndTellsNoJobAnything()
    {
        Post(1);
        Start();
        Pass(20);
        _mailbox.Told.Clear();
        _cluster.FileSystemTrouble = "namenode: no answer within 10 s";
        Pass(60);
        Sights.Of("a").ShouldSatisfyAllConditions(
            sight => sight.Visibility.ShouldBe(Visibility.Stale),
            sight => sight.Why.ShouldBe("namenode: no answer within 10 s"));
        _cluster.FileSystemTrouble = null;
        Pass(30);
        Sights.Of("a").Visibility.ShouldBe(Visibility.Seen);
        _mailbox.Told.ShouldBeEmpty();
    }

    [Fact]
    public void Observe_Unreachable_SinceIsTheLastGoodLook()
    {
        Start();
        Pass(10);
        var seen = Sights.Find("a").SeenAt;
        _cluster.Always(new FakeFault.Refused(), FakeCalls.OfResourceManager);
        Pass(120);
        Sights.Of("a").Since.ShouldNotBeNull();
        (Sights.Of("a").Since!.Value - seen!.Value).ShouldBeLessThan(TimeSpan.FromSeconds(6));
    }

    [Fact]
    public void Fact_ResourceManagerRestarted_AbsentApplicationIsNotReportedMissing()
    {
        Post(1);
        Start();
        Pass(20);
        _cluster.RestartResourceManager(recovers: TimeSpan.FromSeconds(20), settles: TimeSpan.FromSeconds(60));
        Pass(120);
        _mailbox.Of<ApplicationMissing>().ShouldBeEmpty();
    }

    [Fact]
    public void Observe_ForgottenInASettledSweep_IsLookedUpByIdBeforeItsJobIsTold()
    {
        Post(1);
        Start();
        Pass(20);
        _cluster.Truth[0].Forgotten = true;
        Pass(10);
        _cluster.Calls.ShouldContain(c => c.Name == FakeCalls.LookUp);
        _mailbox.Of<ApplicationMissing>().ShouldBe([new ApplicationMissing(1, IdOf(1))]);
    }

    [Fact]
    public void Observe_AbsentFromTheSweepButFoundById_IsNoAbsence()
    {
        Post(1);
        Start();
        Pass(20);
        _cluster.HiddenFromSweeps.Add(IdOf(1));
        Pass(60);
        _mailbox.Of<ApplicationMissing>().ShouldBeEmpty();
    }

    [Fact]
    public void Observe_WatchedRunNeverSeenHere_IsConfirmedAndReportedMissing()
    {
        Sights.RunWatched("a", EffectFixture.Address());
        Start();
        Pass(10);
        _mailbox.Of<ApplicationMissing>().ShouldBe([new ApplicationMissing(1, EffectFixture.Application)]);
    }

    /// <summary>Quarantined jobs never take it: they must not keep the others from being told.</summary>
    [Fact]
    public void Observe_MoreThanAreConfirmedARoundCannotTakeIt_TheOthersAreToldAllTheSame()
    {
        const int Deaf = 25;
        for (var run = 1; run <= Deaf + 5; run++)
            Post(run);
        Start();
        Pass(20);
        _mailbox.AnswersTo = command => command is ApplicationMissing { Run: <= Deaf } ? MailReceipt.NotNow : null;
        foreach (var application in _cluster.Truth)
            application.Forgotten = true;

        Pass(30);

        _mailbox.Of<ApplicationMissing>().Select(m => m.Run).Where(run => run > Deaf).Order().ShouldBe(Enumerable.Range(Deaf + 1, 5));
        _mailbox.Of<ApplicationMissing>().Select(m => m.Run).Distinct().Count().ShouldBe(Deaf + 5);
    }

    [Fact]
    public void Observe_ConfirmationsHang_NoMoreThanThePermittedAreUnderWay()
    {
        for (var run = 1; run <= 30; run++)
            Post(run);
        Start();
        Pass(20);
        _mailbox.Holds = new TaskCompletionSource().Task;
        foreach (var application in _cluster.Truth)
            application.Forgotten = true;

        Pass(60);

        _mailbox.Of<ApplicationMissing>().Count().ShouldBe(_options.ConfirmationsPerRound);
    }

    [Fact]
    public void Rule21_EndedRunIsSeenAlive_ItsJobIsTold()
    {
        Post(3);
        Start();
        Pass(20);
        _mailbox.Told.ShouldContain(t => t.Job == EffectFixture.Job && t.Command is ApplicationSeen && ((ApplicationSeen)t.Command).Report.Run == 3);
    }

    [Fact]
    public void Observe_JobCannotTakeIt_IsToldAgainAtABoundedPace()
    {
        Post(1);
        _mailbox.Answers = MailReceipt.NotNow;
        Start();
        Pass(200);
        _mailbox.Told.Count.ShouldBeInRange(6, 12);
        _mailbox.Answers = MailReceipt.Taken;
        Pass(60);
        _mailbox.Told.Clear();
        Pass(60);
        _mailbox.Told.ShouldBeEmpty();
    }

    [Fact]
    public void Observe_JobIsUnknown_IsLoggedOncePerIntervalAndLeftAlone()
    {
        var log = new FakeLogger();
        Post(1);
        Post(2);
        _mailbox.Answers = MailReceipt.UnknownJob;
        Start(log);
        Pass(300);
        log.Of(1222).ShouldHaveSingleItem().ShouldContain("2 living applications");
        _mailbox.Told.Count.ShouldBe(2);

        Pass(600);
        log.Of(1222).Count.ShouldBe(2);
        _mailbox.Told.Count.ShouldBe(4);
        _cluster.Calls.Select(c => c.Name).ShouldNotContain(FakeCalls.Kill);
    }

    /// <summary>It was defined, or restored: what its tags name is its own from then on.</summary>
    [Fact]
    public void Observe_JobComesToBeKnown_TakesTheSightingWithinTheInterval()
    {
        var log = new FakeLogger();
        Post(1);
        _mailbox.Answers = MailReceipt.UnknownJob;
        Start(log);
        Pass(60);
        _mailbox.Told.Clear();
        _mailbox.Answers = MailReceipt.Taken;
        Pass(1500);
        _mailbox.Told.Count.ShouldBe(1);
        log.Of(1222).Count.ShouldBe(1);
    }

    [Fact]
    public void Observe_MoreNewsThanMayBeOnTheirWay_TheOthersWait()
    {
        var answered = new TaskCompletionSource();
        _mailbox.Holds = answered.Task;
        for (var run = 1; run <= 100; run++)
            Post(run);
        Start();
        Pass(30);
        _mailbox.Told.Count.ShouldBe(_options.InFlight);
    }

    [Fact]
    public void Observe_RightToActLost_PollsNothing()
    {
        Deadline.MayAct = false;
        Start();
        Pass(60);
        _cluster.Calls.ShouldBeEmpty();
        Deadline.MayAct = true;
        Pass(10);
        _cluster.Calls.ShouldNotBeEmpty();
    }

    [Fact]
    public void LookNow_AskedBetweenPolls_AnswersAfterAPoll()
    {
        var observer = Start();
        Pass(20);
        var before = _cluster.Calls.Count;
        VirtualTime.Inline(() =>
        {
            observer.Tell(ClusterObserver.LookNow.Instance, TestActor);
            return true;
        });
        ExpectMsg<Looked>();
        _cluster.Calls.Count.ShouldBeGreaterThan(before);
    }

    private static ApplicationId IdOf(int run) => new($"application_1700000000000_{run:0000}");

    private void Post(int run) => _cluster.PostAsync(EffectFixture.Plan(run), IdOf(run), CancellationToken.None).IsCompletedSuccessfully.ShouldBeTrue();

    private IActorRef Start(ILogger? log = null)
    {
        var tools = new ObserverTools(Sights, _mailbox, Deadline, _options, new Surroundings(Time, Entropy, log ?? NullLogger.Instance));
        return Run(Props.Create(() => new ClusterObserver(_cluster, tools)));
    }
}
