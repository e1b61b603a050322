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
}
