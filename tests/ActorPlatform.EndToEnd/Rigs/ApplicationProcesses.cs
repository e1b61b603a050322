using System.Diagnostics;
using System.Globalization;

namespace ActorPlatform.EndToEnd.Rigs;

/// <summary>The processes of an application's containers, found by their working directories: alive is what runs, whatever anybody says.</summary>
internal static class ApplicationProcesses
{
    public static IReadOnlyList<int> Of(string application)
    {
        List<int> found = [];
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var pid))
                continue;
            try
            {
                if (File.ResolveLinkTarget(Path.Combine(folder, "cwd"), returnFinalTarget: false)?.FullName.Contains(application, StringComparison.Ordinal) == true)
                    found.Add(pid);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // It ended while we looked, or is somebody else's.
            }
        }

        return found;
    }

    /// <summary>kill -9 of all of them: as when the node's kernel ran out of memory.</summary>
    public static void Kill(string application)
    {
        foreach (var pid in Of(application))
            Try(pid, process => process.Kill());
    }

    /// <summary>Freezes, or wakes, the JobManager alone.</summary>
    public static async Task SignalJobManagerAsync(string application, string signal)
    {
        var masters = Of(application).Where(IsJobManager).ToList();
        masters.ShouldNotBeEmpty();
        foreach (var pid in masters)
            await Shell.RunAsync("kill", new Dictionary<string, string>(), TimeSpan.FromSeconds(5), $"-{signal}", $"{pid}");
    }

    private static bool IsJobManager(int pid)
    {
        try
        {
            var command = File.ReadAllText($"/proc/{pid}/cmdline").Split('\0');
            return command[0].EndsWith("java", StringComparison.Ordinal) && command.Any(a => a.EndsWith("YarnApplicationClusterEntryPoint", StringComparison.Ordinal));
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static void Try(int pid, Action<Process> act)
    {
        try
        {
            using var process = Process.GetProcessById(pid);
            act(process);
        }
        catch (ArgumentException)
        {
            // It is gone already.
        }
    }
}
