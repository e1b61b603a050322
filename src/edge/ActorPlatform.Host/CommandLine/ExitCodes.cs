namespace ActorPlatform.Host.CommandLine;

/// <summary>What the program's exit code says to scripts; in <c>--help</c> too.</summary>
internal static class ExitCodes
{
    /// <summary>Done; for serve: stopped when asked.</summary>
    public const int Ok = 0;

    /// <summary>It failed; trying again may help.</summary>
    public const int Failed = 1;

    /// <summary>The command line, a file or the configuration is wrong; trying again does not help.</summary>
    public const int Usage = 2;

    /// <summary>Refused: the job's state does not allow it; or to keep something safe: another engine holds the database, its schema is newer, an open address without --insecure.</summary>
    public const int Refused = 3;

    /// <summary>There is no such job, operation, cluster or node.</summary>
    public const int NotFound = 4;

    /// <summary>The engine does not answer, or cannot just now; repeat it.</summary>
    public const int Unavailable = 5;

    /// <summary>It was accepted, and is not over in the time that was given; it goes on.</summary>
    public const int StillInWork = 6;
}
