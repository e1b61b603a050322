namespace ActorPlatform.Flink;

/// <summary>Everything that was found about the end of a run; any part may be missing.</summary>
/// <param name="Diagnostics">The resource manager's words.</param>
/// <param name="Exceptions">Flink's exceptions, newest last.</param>
/// <param name="LogTail">The end of jobmanager.log.</param>
/// <param name="ErrorTail">The end of jobmanager.err.</param>
/// <param name="LogSource">Where the log was read, or why there is none.</param>
public sealed record FailureEvidence(
    string? Diagnostics,
    IReadOnlyList<FlinkException> Exceptions,
    string? LogTail,
    string? ErrorTail,
    string LogSource);
