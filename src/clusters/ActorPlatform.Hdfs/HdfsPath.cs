namespace ActorPlatform.Hdfs;

/// <summary>A path on a cluster's HDFS, absolute, without scheme and authority: <c>/flink/checkpoints</c>.</summary>
public readonly record struct HdfsPath
{
    private HdfsPath(string value) => Value = value;

    /// <summary>The plain path; starts with a slash and ends without one (but the root).</summary>
    public string Value { get; }

    /// <summary>The last part.</summary>
    public string Name => Value[(Value.LastIndexOf('/') + 1)..];

    /// <summary>The folder it lies in; the root's is the root.</summary>
    public HdfsPath Parent => new(Value.LastIndexOf('/') is > 0 and var cut ? Value[..cut] : "/");

    /// <summary>As configured and stored: <c>hdfs:///flink/checkpoints</c>, which is resolved by whoever reads it.</summary>
    public string WithoutAuthority => "hdfs://" + Value;

    /// <summary>Reads <c>/p</c>, <c>hdfs:/p</c>, <c>hdfs:///p</c> or <c>hdfs://authority/p</c>.</summary>
    /// <param name="text">The path or URI.</param>
    /// <param name="authority">The authority in it; empty when there is none.</param>
    /// <returns>False for another scheme, a relative path, or one with <c>.</c> or <c>..</c> in it.</returns>
    public static bool TryParse(string text, out HdfsPath path, out string authority)
    {
        path = default;
        authority = "";
        var rest = text.StartsWith("hdfs:", StringComparison.OrdinalIgnoreCase) ? text["hdfs:".Length..] : text;
        if (rest.Length != text.Length && rest.StartsWith("//", StringComparison.Ordinal))
        {
            var end = rest.IndexOf('/', 2);
            if (end < 0)
                return false;
            authority = rest[2..end];
            rest = rest[end..];
        }

        if (!rest.StartsWith('/'))
            return false;
        var parts = rest.Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (parts.Any(part => part is "." or ".."))
            return false;
        path = new HdfsPath("/" + string.Join('/', parts));
        return true;
    }

    /// <summary>As <see cref="TryParse"/>, for paths that the program itself makes or the configuration check has passed.</summary>
    /// <exception cref="FormatException">It is no such path.</exception>
    public static HdfsPath Of(string text) =>
        TryParse(text, out var path, out _)
            ? path
            : throw new FormatException($"'{text}' is no absolute path on HDFS: write /folder/file or hdfs:///folder/file.");

    /// <summary>A reported location without its authority; other schemes (where it is the bucket) stay as they are.</summary>
    public static string StripAuthority(string location) =>
        location.StartsWith("hdfs:", StringComparison.OrdinalIgnoreCase) && TryParse(location, out var path, out _)
            ? path.WithoutAuthority
            : location;

    /// <summary>A path below this one.</summary>
    public HdfsPath Under(string relative) => Of(Value + "/" + relative);

    /// <summary>With an authority in front: <c>hdfs://nameservice/flink</c>.</summary>
    /// <param name="fileSystem">The file system's URI: <c>hdfs://nameservice</c>.</param>
    public string On(string fileSystem) => fileSystem.TrimEnd('/') + Value;

    /// <inheritdoc />
    public override string ToString() => Value;
}
