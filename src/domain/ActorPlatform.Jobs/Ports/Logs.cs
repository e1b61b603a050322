using System.Text.RegularExpressions;

namespace ActorPlatform.Jobs.Ports;

/// <summary>Which log of a run, and which part of it.</summary>
/// <param name="Source">jobmanager; container: what the JobManager's process wrote before and beside its log; taskmanager-ID, where ID is Flink's, and YARN's container.</param>
/// <param name="Bytes">The most bytes of the part, 1 to 1,048,576.</param>
/// <param name="Before">The part ends before this byte of the file; null: at its end.</param>
public sealed partial record LogRequest(string Source, int Bytes, long? Before)
{
    /// <summary>The JobManager's own log.</summary>
    public const string JobManager = "jobmanager";

    /// <summary>The JobManager's container.</summary>
    public const string Container = "container";

    /// <summary>What the name of a TaskManager's log begins with.</summary>
    public const string TaskManager = "taskmanager-";

    /// <summary>The most bytes of a part.</summary>
    public const int MaxBytes = 1024 * 1024;

    /// <summary>The bytes of a part where nobody says another number.</summary>
    public const int DefaultBytes = 64 * 1024;

    /// <summary>Whether a source can be one: such names become parts of addresses and paths.</summary>
    public static bool IsSource(string source) => SourcePattern().IsMatch(source);

    [GeneratedRegex(@"\A(jobmanager|container|taskmanager-[A-Za-z0-9][A-Za-z0-9_.:-]{0,127})\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex SourcePattern();
}

/// <summary>A part of a log.</summary>
/// <param name="Content">The bytes; UTF-8 in all but rare cases, and not cut at its signs.</param>
/// <param name="From">Where in the file they begin.</param>
/// <param name="Length">The file's length when it was read; a living one grows.</param>
/// <param name="Origin">Who gave it.</param>
public sealed record LogPart(ReadOnlyMemory<byte> Content, long From, long Length, string Origin)
{
    /// <summary>The wanted part of a whole file.</summary>
    public static LogPart Of(ReadOnlyMemory<byte> file, LogRequest request, string origin)
    {
        var end = (int)Math.Clamp(request.Before ?? file.Length, 0, file.Length);
        var from = Math.Max(0, end - request.Bytes);
        return new LogPart(file[from..end], from, file.Length, origin);
    }
}
