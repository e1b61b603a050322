namespace ActorPlatform.EndToEnd.Rigs;

/// <summary>What the tests need beside the SDK, and what to install where it is missing.</summary>
internal static class Requirements
{
    /// <summary>The folder that holds the solution.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The rig's script: <c>ACTORPLATFORM_RIG</c>, else <c>../shared/rig/rig</c> beside the repository.</summary>
    public static string RigPath { get; } =
        Environment.GetEnvironmentVariable("ACTORPLATFORM_RIG") is { Length: > 0 } path ? path : Path.GetFullPath(Path.Combine(Root, "../shared/rig/rig"));

    /// <summary>Whether the tests run on the sandbox: <c>ACTORPLATFORM_WORLD</c> is <c>sandbox</c>, and not <c>rig</c> or nothing.</summary>
    public static bool IsSandbox { get; } = Environment.GetEnvironmentVariable("ACTORPLATFORM_WORLD") switch
    {
        "sandbox" => true,
        null or "" or "rig" => false,
        var other => throw new InvalidOperationException($"ACTORPLATFORM_WORLD is '{other}'; it may be rig or sandbox."),
    };

    /// <summary>Of how many nodes an engine is: <c>ACTORPLATFORM_NODES</c>. One, if nothing is said, on SQLite; several are on one PostgreSQL.</summary>
    public static int Nodes { get; } = Environment.GetEnvironmentVariable("ACTORPLATFORM_NODES") switch
    {
        null or "" => 1,
        var text when int.TryParse(text, out var count) && count is >= 1 and <= 5 => count,
        var other => throw new InvalidOperationException($"ACTORPLATFORM_NODES is '{other}'; it may be 1 to 5."),
    };

    /// <summary>Skips the test where the rig cannot run, saying what to install.</summary>
    public static void Rig()
    {
        Skip.IfNot(File.Exists(RigPath), $"The rig is not here ({RigPath}): unpack it, and name its script in ACTORPLATFORM_RIG.");
        foreach (var (tool, package) in new[] { ("java", "openjdk-17-jre-headless"), ("python3", "python3"), ("xz", "xz-utils"), ("flock", "util-linux") })
            Skip.If(Find(tool) is null, $"{tool} is not on PATH: apt-get install {package}");
    }

    /// <summary>Skips the test where PostgreSQL's programs are missing.</summary>
    public static void Postgres() =>
        Skip.IfNot(File.Exists(Databases.PostgresInstance.Program), $"PostgreSQL is not here ({Databases.PostgresInstance.Program}): apt-get install postgresql-15");

    /// <summary>A program on PATH, or null.</summary>
    public static string? Find(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(':', StringSplitOptions.RemoveEmptyEntries)
        .Select(folder => Path.Combine(folder, program))
        .FirstOrDefault(File.Exists);

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "ActorPlatform.sln")))
                return folder.FullName;
        throw new InvalidOperationException($"No ActorPlatform.sln above {AppContext.BaseDirectory}: the tests run from their place in the repository.");
    }
}
