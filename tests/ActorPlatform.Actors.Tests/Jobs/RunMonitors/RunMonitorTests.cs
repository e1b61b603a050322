using ActorPlatform.Actors.Effects;
using ActorPlatform.Actors.Jobs.RunMonitors;
using ActorPlatform.Actors.Jobs.Settings;
using ActorPlatform.Actors.Tests.Jobs.Effects;
using ActorPlatform.Actors.Tests.Jobs.Fakes;
using ActorPlatform.Jobs;
using ActorPlatform.Jobs.Commands;
using ActorPlatform.Jobs.Effects;
using ActorPlatform.Jobs.Ports;
using ActorPlatform.Jobs.RestorePoints;
using ActorPlatform.Jobs.Runs;
using Akka.Actor;

namespace ActorPlatform.Actors.Tests.Jobs.RunMonitors;

public sealed class RunMonitorTests : ActorWorld
{
    private readonly FakeCluster _cluster;
    private readonly FakeApplication _application;
    private readonly MonitorTools _tools;
    private readonly List<RunObserved> _heard = [];
    private readonly List<ApplicationSeen> _seen = [];

    public RunMonitorTests()
    {
        _cluster = new FakeCluster("a", Time);
        _cluster.PostAsync(EffectFixture.Plan(), EffectFixture.Application, CancellationToken.None).IsCompletedSuccessfully.ShouldBeTrue();
        _application = _cluster.Truth[0];
        Sights.ClusterSeen("a", 1);
        _tools = new MonitorTools(new FakeClusters(_cluster), Sights, Deadline, new MonitorOptions(), Entropy, Time);
    }

    private int Polls => _cluster.Calls.Count(c => c.Name == FakeCalls.Run);

    [Fact]
    public void Watch_NothingChanges_TellsOnceAndSlowsDown()
    {
        Start();
        Pass(20);
        Polls.ShouldBeInRange(4, 8);
        Pass(100);
        Polls.ShouldBeInRange(13, 18);
        _heard.Count.ShouldBe(1);
    }

    [Fact]
    public void Watch_NearATransition_PollsFast()
    {
        Start(fast: true);
        Pass(20);
        Polls.ShouldBeInRange(18, 22);
    }

    [Fact]
    public void Rule17_CheckpointCompletes_IsToldWhileTheJobManagerLives()
    {
        Start();
        Pass(30);
        _application.Checkpoints.Add(new CheckpointReport(7, RestorePointKind.Checkpoint, "hdfs:///c/chk-7", Time.GetUtcNow(), 10, null));
        Pass(15);
        _heard.Count.ShouldBe(2);
        _heard[^1].Report.LastCompletedId.ShouldBe(7);
    }

    [Fact]
    public void Watch_ACheckpointBetweenAnyTwoPolls_EachIsToldAndThePollsStaySlow()
    {
        Start();
        Pass(60);
        var polls = Polls;
        for (var id = 7; id < 17; id++)
        {
            _application.Checkpoints.Add(new CheckpointReport(id, RestorePointKind.Checkpoint, $"hdfs:///c/chk-{id}", Time.GetUtcNow(), 10, null));
            Pass(10);
        }

        (Polls - polls).ShouldBeInRange(8, 13);
        _heard.Count.ShouldBeGreaterThan(8);
    }

    [Fact]
    public void Watch_CheckpointsBeginToFail_IsToldOnceAndAgainWhenOneCompletes()
    {
        _application.Checkpoints.Add(new CheckpointReport(7, RestorePointKind.Checkpoint, "hdfs:///c/chk-7", Time.GetUtcNow(), 10, null));
        Start();
        Pass(30);
        for (var failed = 8; failed < 12; failed++)
        {
            _application.LastFailedCheckpoint = failed;
            Pass(30);
        }

        _heard.Select(o => (o.Report.LastCompletedId, o.Report.LastFailedId)).ShouldBe([(7, 0), (7, 8)]);
        _application.Checkpoints.Add(new CheckpointReport(12, RestorePointKind.Checkpoint, "hdfs:///c/chk-12", Time.GetUtcNow(), 10, null));
        Pass(30);
        (_heard[^1].Report.LastCompletedId, _heard.Count).ShouldBe((12, 3));
    }

    [Fact]
    public void Watch_TasksFall_IsToldAndWatchedClosely()
    {
        Start();
        Pass(60);
        _application.TasksRunning = 0;
        Pass(15);
        _heard[^1].Report.TasksRunning.ShouldBe(0);
        var polls = Polls;
        Pass(10);
        (Polls - polls).ShouldBeGreaterThan(8);
    }

    [Fact]
    public void Rule01_JobManagerSilent_IsStaleAndNeverAStatus()
    {
        Start();
        Pass(10);
        _application.Answers = false;
        Pass(120);
        Seen().Visibility.ShouldBe(Visibility.Stale);
        _heard.Count.ShouldBe(1);
        _application.Answers = true;
        Pass(30);
        Seen().Visibility.ShouldBe(Visibility.Seen);
    }

    [Fact]
    public void Rule07_SilentForHours_GoesOnWatching()
    {
        Start();
        _application.Answers = false;
        Pass(TimeSpan.FromHours(2));
        var polls = Polls;
        Pass(120);
        Polls.ShouldBeGreaterThan(polls + 8);
    }

    [Fact]
    public void Rule02_AnswerHangs_OneObservationInFlight()
    {
        _cluster.Always(new FakeFault.Hangs(), FakeCalls.Run);
        Start(fast: true);
        Pass(100);
        Polls.ShouldBeInRange(5, 9);
    }

    [Fact]
    public void Rule02_LateAnswerAfterTheEnd_ReachesNobody()
    {
        _cluster.Always(new FakeFault.Late(TimeSpan.FromSeconds(5)), FakeCalls.Run);
        var monitor = Start();
        Pass(2);
        VirtualTime.Inline(() =>
        {
            Sys.Stop(monitor);
            return true;
        });
        Pass(60);
        _heard.ShouldBeEmpty();
        Sights.Watched("a").ShouldBeEmpty();
    }

    [Fact]
    public void Rule08_WholeClusterDead_ItsRunsAreHardlyPolled()
    {
        Start();
        Pass(10);
        _application.Answers = false;
        Sights.ClusterSilent("a", "down");
        Pass(60);
        var polls = Polls;
        Pass(600);
        (Polls - polls).ShouldBeLessThanOrEqualTo(11);
        Sights.ClusterSeen("a", 1);
        _application.Answers = true;
        Pass(15);
        Seen().Visibility.ShouldBe(Visibility.Seen);
    }

    [Fact]
    public void Watch_RightToActLost_PollsNothingAndThenAtItsOwnPace()
    {
        Deadline.MayAct = false;
        Start();
        Pass(60);
        Polls.ShouldBe(0);
        Deadline.MayAct = true;
        Pass(20);
        Polls.ShouldBeGreaterThan(0);
    }

    [Fact]
    public void Watch_ChangedToFast_LooksAtOnce()
    {
        var monitor = Start();
        Pass(100);
        var polls = Polls;
        Tell(monitor, new WatchChanged(new WatchRun("a", EffectFixture.Address(), Fast: true)));
        Polls.ShouldBe(polls + 1);
    }

    [Fact]
    public void Watch_AVerdictWaits_LooksAtOnceAndTellsWhatItSeesAlthoughNothingIsNew()
    {
        var monitor = Start(fast: true);
        Pass(60);
        _heard.Count.ShouldBe(1);

        Tell(monitor, Verdict());

        _heard.Count.ShouldBe(2);
    }

    [Fact]
    public void Watch_AVerdictWaitsAndTheJobManagerIsSilent_TellsWhatTheResourceManagerSays()
    {
        _cluster.Always(new FakeFault.Garbage(), FakeCalls.Run);
        var monitor = Start(fast: true);
        Pass(60);
        _seen.ShouldBeEmpty();

        Tell(monitor, Verdict());

        _heard.ShouldBeEmpty();
        _seen.ShouldHaveSingleItem().Report.Id.ShouldBe(EffectFixture.Application);
        _cluster.Always(new FakeFault.Garbage(), FakeCalls.Run, FakeCalls.LookUp);
        Pass(60);
        _seen.Count.ShouldBe(1, "who sees nothing says nothing");
    }

    [Fact]
    public void LookNow_Asked_LooksAtOnce()
    {
        var monitor = Start();
        Pass(100);
        var polls = Polls;
        _tools.Monitors.Find(EffectFixture.Job).ShouldBe(monitor);
        Tell(monitor, RunMonitor.LookNow.Instance);
        Polls.ShouldBe(polls + 1);
    }

    private static WatchChanged Verdict() => new(new WatchRun("a", EffectFixture.Address(), Fast: true, TellAll: true));

    private static void Tell(IActorRef monitor, object message) => VirtualTime.Inline(() =>
    {
        monitor.Tell(message);
        return true;
    });

    private IActorRef Start(bool fast = false)
    {
        var props = new RunMonitorProps(_tools).PropsFor(new WatchRun("a", EffectFixture.Address(), fast), EffectFixture.Job.Value);
        Run(Props.Create(() => new Parent(props, _heard, _seen)));
        return _tools.Monitors.Find(EffectFixture.Job).ShouldNotBeNull();
    }

    private ActorPlatform.Jobs.Facade.Sight Seen() => Sights.Of(new JobState
    {
        Id = EffectFixture.Job,
        Runs =
        [
            new Run { Number = 1, SpecVersion = 1, Cluster = "a", FlinkJob = EffectFixture.Address().FlinkJob, PlannedAt = Time.GetUtcNow() },
        ],
    });

    private sealed class Parent : ReceiveActor
    {
        public Parent(Props monitor, List<RunObserved> heard, List<ApplicationSeen> seen)
        {
            Context.ActorOf(monitor.WithDispatcher(Akka.TestKit.CallingThreadDispatcher.Id), "monitor");
            Receive<WatchSaid>(said => heard.Add((RunObserved)said.Command), said => said.Command is RunObserved);
            Receive<WatchSaid>(said => seen.Add((ApplicationSeen)said.Command));
        }
    }
}
