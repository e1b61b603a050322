using ActorPlatform.Jobs.Ports;

namespace ActorPlatform.Flink;

/// <summary>What a JobManager says when asked for a run.</summary>
public abstract record FlinkAnswer
{
    private FlinkAnswer() { }

    /// <summary>The run; paths as Flink says them.</summary>
    public sealed record Run(RunReport Report) : FlinkAnswer;

    /// <summary>It does not have the job: it is still starting, or it is another run's.</summary>
    public sealed record OtherJobs(IReadOnlyList<string> Ids) : FlinkAnswer;
}

/// <summary>How far a triggered savepoint is, with the location as Flink says it.</summary>
public abstract record SavepointPoll
{
    private SavepointPoll() { }

    /// <summary>In work.</summary>
    public sealed record InProgress : SavepointPoll;

    /// <summary>Complete; after a stop this is told once.</summary>
    public sealed record Completed(string Location) : SavepointPoll;

    /// <summary>Failed, with the stack trace.</summary>
    public sealed record Failed(string StackTrace) : SavepointPoll;

    /// <summary>The trigger is not known there.</summary>
    public sealed record Unknown : SavepointPoll;
}

/// <summary>An exception out of Flink's history, uncut.</summary>
public sealed record FlinkException(DateTimeOffset At, string Name, string StackTrace, string? Task);
