using System.Globalization;

namespace ActorPlatform.Benchmarks.Measuring;

/// <summary>The CPU time of a process and its children, those that ended included; read from /proc.</summary>
internal static class ServerCpu
{
    // In clock ticks of 1/100 s, which is what Linux shows on every machine we know.
    private const double TicksPerSecond = 100;
    private const int Parent = 1;
    private const int User = 11;
    private const int System = 12;
    private const int ChildrenUser = 13;
    private const int ChildrenSystem = 14;

    public static TimeSpan Of(int pid)
    {
        long ticks = 0;
        foreach (var folder in Directory.EnumerateDirectories("/proc").Where(folder => char.IsAsciiDigit(Path.GetFileName(folder)[0])))
        {
            if (Fields(folder) is not { } fields) continue;
            if (Path.GetFileName(folder) == $"{pid}") ticks += Number(fields, User) + Number(fields, System) + Number(fields, ChildrenUser) + Number(fields, ChildrenSystem);
            else if (Number(fields, Parent) == pid) ticks += Number(fields, User) + Number(fields, System);
        }

        return TimeSpan.FromSeconds(ticks / TicksPerSecond);
    }

    // What follows the command's name, which may hold blanks. Null: it ended meanwhile.
    private static string[]? Fields(string folder)
    {
        try
        {
            var text = File.ReadAllText(Path.Combine(folder, "stat"));
            return text[(text.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static long Number(string[] fields, int index) => long.Parse(fields[index], CultureInfo.InvariantCulture);
}
