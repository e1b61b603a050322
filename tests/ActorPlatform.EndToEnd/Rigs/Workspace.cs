using System.Diagnostics;

namespace ActorPlatform.EndToEnd.Rigs;

/// <summary>The folder of this test process: configurations, databases, logs, and the list of processes to end whatever happens.</summary>
internal static class Workspace
{
    private static int _next;

    /// <summary>Removed by the guard when the process is gone; kept in the system's temporary folder when <c>ACTORPLATFORM_KEEP</c> is set.</summary>
    public static string Root { get; } = Directory.CreateTempSubdirectory("actorplatform-e2e-").FullName;

    /// <summary>One file a child process; the guard ends those that are left.</summary>
    public static string Pids { get; } = Directory.CreateDirectory(Path.Combine(Root, "pids")).FullName;

    /// <summary>A new folder.</summary>
    public static string NewFolder(string name) => Directory.CreateDirectory(Path.Combine(Root, $"{Interlocked.Increment(ref _next):00}-{name}")).FullName;

    /// <summary>Has the guard end this process with us.</summary>
    /// <param name="word">Stands in its command line.</param>
    public static void Guard(Process process, string word) => File.WriteAllText(Path.Combine(Pids, $"{process.Id}"), word);
}
