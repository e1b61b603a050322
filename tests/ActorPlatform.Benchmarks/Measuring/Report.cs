using System.Runtime.InteropServices;

namespace ActorPlatform.Benchmarks.Measuring;

/// <summary>Prints results as Markdown.</summary>
internal static class Report
{
    public static void Machine()
    {
        Line($"- {DateTimeOffset.UtcNow:yyyy-MM-dd HH:mm} UTC; {Processor()}, {Environment.ProcessorCount} cores; {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 30} GiB; {RuntimeInformation.OSDescription}");
        Line($"- {RuntimeInformation.FrameworkDescription}; server GC {System.Runtime.GCSettings.IsServerGC}; fsync of 4 KiB {FsyncTime.MeasureIn(Path.GetTempPath()):f2} ms (median)");
        Load("at the start");
    }

    public static void Load(string when) => Line($"- load {when}: {string.Join(' ', File.ReadAllText("/proc/loadavg").Split(' ')[..3])}");

    public static void Head(params string[] columns)
    {
        Line("");
        Row(columns);
        Row([.. columns.Select(_ => "---")]);
    }

    public static void Row(params string[] cells) => Line($"| {string.Join(" | ", cells)} |");

    public static void Line(string text) => Console.Out.WriteLine(text);

    private static string Processor() => File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':', 2)[1].Trim()
        ?? "unknown processor";
}
