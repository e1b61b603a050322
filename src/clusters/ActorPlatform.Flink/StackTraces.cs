using System.Text;
using System.Text.RegularExpressions;

namespace ActorPlatform.Flink;

/// <summary>Reads Java's stack traces.</summary>
public static class StackTraces
{
    private const string CausedBy = "Caused by: ";
    private static readonly Regex Frame = Linear(@"^\s+(at [\w.$<>/@]+\(|\.\.\. \d+ (more|common frames))");
    private static readonly Regex ExceptionName = Linear(@"\b([a-zA-Z_]\w*\.)+[A-Z][\w$]*(Exception|Error|Throwable|Failure)\b");
    private static readonly Regex LogLine = Linear(@"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d");

    /// <summary>The innermost cause of the last trace in a text: its class and message on one line; null when there is no trace.</summary>
    public static string? InnermostCause(string text)
    {
        var lines = text.Split('\n');
        for (var i = lines.Length - 1; i >= 0; i--)
            if (lines[i].TrimStart().StartsWith(CausedBy, StringComparison.Ordinal))
                return Message(lines, i, lines[i].TrimStart()[CausedBy.Length..]);
        for (var i = lines.Length - 1; i > 0; i--)
            if (IsFrame(lines[i]) && !IsFrame(lines[i - 1]) && Head(lines, i - 1) is { } head)
                return Message(lines, head, lines[head][ExceptionName.Match(lines[head]).Index..]);
        return ExceptionName.Match(lines[0]) is { Success: true, Index: 0 } ? lines[0].Trim() : null;
    }

    /// <summary>The first piece of a log, from a position on, that holds a stack trace: a log line with what follows it up to the next one; the rest of the text when there is none.</summary>
    public static string BlockFrom(string text, int start)
    {
        var lines = text[start..].Split('\n');
        var from = 0;
        for (var i = 1; i <= lines.Length; i++)
        {
            if (i < lines.Length && !LogLine.IsMatch(lines[i]))
                continue;
            if (lines.AsSpan(from, i - from).ToArray().Any(IsFrame))
                return string.Join('\n', lines[from..i]);
            from = i;
        }

        return string.Join('\n', lines);
    }

    /// <summary>At most so many characters, with the innermost cause kept: frames in the middle go first.</summary>
    public static string Shorten(string trace, int characters)
    {
        if (trace.Length <= characters)
            return trace;
        const string cut = "\n\t…\n";
        var cause = trace.LastIndexOf("\n" + CausedBy, StringComparison.Ordinal);
        if (cause < 0)
            return trace[..(characters - 1)] + "…";
        var tail = trace.AsSpan(cause + 1, Math.Min(trace.Length - cause - 1, characters / 2));
        return new StringBuilder(characters).Append(trace.AsSpan(0, characters - tail.Length - cut.Length)).Append(cut).Append(tail).ToString();
    }

    // A message may go over several lines: up to the first frame, three lines at most.
    private static string Message(string[] lines, int at, string first)
    {
        var message = new StringBuilder(first.Trim());
        for (var i = at + 1; i < lines.Length && i < at + 3 && !IsFrame(lines[i]) && lines[i].Trim().Length > 0 && !LogLine.IsMatch(lines[i]); i++)
            message.Append(' ').Append(lines[i].Trim());
        return message.ToString();
    }

    private static int? Head(string[] lines, int from)
    {
        for (var i = from; i >= 0 && i > from - 5; i--)
            if (ExceptionName.IsMatch(lines[i]))
                return i;
        return null;
    }

    private static bool IsFrame(string line) => Frame.IsMatch(line);

    // Without backtracking: lines (a class path) can be very long.
    private static Regex Linear(string pattern) =>
        new(pattern, RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking, Regex.InfiniteMatchTimeout);
}
