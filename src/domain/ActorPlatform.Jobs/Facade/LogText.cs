using System.Collections.Immutable;
using System.Text;
using ActorPlatform.Jobs.Ports;

namespace ActorPlatform.Jobs.Facade;

/// <summary>A part of a run's log as people read it: whole lines, without the job's secrets.</summary>
/// <param name="Source">Whose log.</param>
/// <param name="Origin">Who gave it.</param>
/// <param name="From">Where in the file the part begins, in bytes.</param>
/// <param name="To">Where it ends.</param>
/// <param name="Length">The file's length when it was read.</param>
/// <param name="Text">The lines.</param>
public sealed record LogText(string Source, string Origin, long From, long To, long Length, string Text)
{
    /// <summary>Asks for the part before this one; null at the beginning of the file.</summary>
    public long? Before => From > 0 ? From : null;

    /// <summary>The lines of a part. The first one was begun in the part before, and is told with it, unless one line is more than a part.</summary>
    public static LogText Of(LogPart part, string source, ImmutableArray<string> secrets)
    {
        var bytes = part.Content.Span;
        var cut = part.From > 0 ? bytes.IndexOf((byte)'\n') + 1 : 0;
        if (cut == bytes.Length)
            cut = 0;
        return new LogText(source, part.Origin, part.From + cut, part.From + bytes.Length, part.Length, Secrets.Hide(Encoding.UTF8.GetString(bytes[cut..]), secrets));
    }

    /// <summary>Only the lines that contain a text, in any case.</summary>
    public LogText Only(string text) =>
        this with { Text = string.Concat(Text.Split('\n').Where(line => line.Contains(text, StringComparison.OrdinalIgnoreCase)).Select(line => line + "\n")) };
}
