using System.Buffers.Text;

namespace ActorPlatform.Yarn;

/// <summary>A NodeManager puts a head and a foot around a log file.</summary>
internal static class NodeManagerText
{
    private const string HeadEnd = "LogContents:\n";
    private const string Foot = "\nEnd of LogType:";

    /// <summary>The file's own text.</summary>
    public static string Strip(string text)
    {
        var start = text.IndexOf(HeadEnd, StringComparison.Ordinal);
        var body = start < 0 ? text : text[(start + HeadEnd.Length)..];
        var end = body.LastIndexOf(Foot, StringComparison.Ordinal);
        return end < 0 ? body : body[..end];
    }

    /// <summary>The file's own bytes, as many as were asked for, and how long the whole file is, as the head says.</summary>
    /// <param name="size">As it was asked: from the file's beginning, or negative from its end.</param>
    public static (ReadOnlyMemory<byte> Content, long Length) Read(ReadOnlyMemory<byte> answer, long size)
    {
        var start = answer.Span.IndexOf("LogContents:\n"u8);
        var head = start < 0 ? [] : answer.Span[..start];
        var content = start < 0 ? answer : answer[(start + "LogContents:\n"u8.Length)..];
        var told = head.IndexOf("LogLength:"u8);

        // Counted: the foot begins where the file's bytes end, with a line feed of its own or without, as the version has it.
        if (told >= 0 && Utf8Parser.TryParse(head[(told + "LogLength:"u8.Length)..], out long length, out _))
            return (content[..(int)Math.Min(Math.Min(Math.Abs(size), length), content.Length)], length);
        var end = content.Span.LastIndexOf("End of LogType:"u8);
        content = end < 0 ? content : content[..end];
        return (content, content.Length);
    }
}
