namespace ActorPlatform.Host.CommandLine;

/// <summary>What the program's exit code says to scripts; in <c>--help</c> too.</summary>
internal static class ExitCodes
{
    /// <summary>Done; for serve: stopped when asked.</summary>
    public const int Ok = 0;

    /// <summary>It failed; trying again may help.</summary>
    public const int Failed = 1;

    /// <summary>The command line or the configuration is wrong; trying again does not help.</summary>
    public const int Usage = 2;

    /// <summary>Refused, to keep something safe: another engine holds the database, its schema is newer, an open address without --insecure.</summary>
    public const int Refused = 3;
}
