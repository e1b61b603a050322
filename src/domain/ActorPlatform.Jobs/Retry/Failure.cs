namespace ActorPlatform.Jobs.Retry;

/// <summary>Why runs fail, as far as it decides what happens next.</summary>
public enum FailureClass
{
    /// <summary>The cause could not be found out.</summary>
    Unknown,

    /// <summary>The cluster refused or never started it: a wrong class, a missing jar, an unknown queue.</summary>
    Submission,

    /// <summary>It asks for more than there is.</summary>
    Resources,

    /// <summary>The user's program threw.</summary>
    UserCode,

    /// <summary>Something of the cluster broke: a node, HDFS, the network.</summary>
    Infrastructure,

    /// <summary>The restore point could not be restored.</summary>
    Restore,
}

/// <summary>A failure in plain words, with its proof.</summary>
/// <param name="Class">Decides the retry rule.</param>
/// <param name="Summary">One sentence: what happened.</param>
/// <param name="RootCause">The innermost cause that was found, in the words of who said it.</param>
/// <param name="Evidence">Who said so, with diagnostics and the end of the log; at most 8,000 characters.</param>
/// <param name="At">When it was learnt, UTC.</param>
/// <param name="Retryable">False when the same attempt cannot end otherwise (a refused spec).</param>
public sealed record Failure(FailureClass Class, string Summary, string? RootCause, string? Evidence, DateTimeOffset At, bool Retryable = true);
