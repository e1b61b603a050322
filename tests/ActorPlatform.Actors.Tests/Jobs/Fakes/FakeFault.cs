namespace ActorPlatform.Actors.Tests.Jobs.Fakes;

/// <summary>What goes wrong with a call.</summary>
internal abstract record FakeFault
{
    private FakeFault()
    {
    }

    /// <summary>The connection is refused: nothing was sent.</summary>
    public sealed record Refused : FakeFault;

    /// <summary>Accepted, never answered, never done.</summary>
    public sealed record Hangs : FakeFault;

    /// <summary>Answered with something that cannot be read; not done.</summary>
    public sealed record Garbage : FakeFault;

    /// <summary>Done, but the answer is lost.</summary>
    public sealed record AnswerLost : FakeFault;

    /// <summary>It leaves only after this time: until then it can be taken back.</summary>
    public sealed record LeavesLate(TimeSpan After) : FakeFault;

    /// <summary>Not answered in time, and done only after this time.</summary>
    public sealed record Late(TimeSpan After) : FakeFault;
}

/// <summary>The calls of a cluster, by who answers them.</summary>
internal static class FakeCalls
{
    public const string Prepare = "prepare";
    public const string Post = "post";
    public const string LookUp = "look-up";
    public const string Recall = "recall";
    public const string Sweep = "sweep";
    public const string Kill = "kill";
    public const string Capacity = "capacity";
    public const string Run = "run";
    public const string Trigger = "trigger";
    public const string Savepoint = "savepoint";
    public const string Probe = "probe";
    public const string Failure = "failure";
    public const string Find = "find";
    public const string Checkpoints = "checkpoints";

    public static readonly string[] OfResourceManager = [Prepare, Post, LookUp, Recall, Sweep, Kill, Capacity];

    public static readonly string[] OfJobManager = [Run, Trigger, Savepoint, Probe];

    public static readonly string[] OfFileSystem = [Find, Failure, Checkpoints];
}

/// <summary>A call that was made.</summary>
internal sealed record FakeCall(DateTimeOffset At, string Name);
