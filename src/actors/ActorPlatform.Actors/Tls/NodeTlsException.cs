namespace ActorPlatform.Actors.Tls;

/// <summary>The files of TLS between nodes cannot be used, for all of these reasons; the node does not start.</summary>
public sealed class NodeTlsException(IReadOnlyList<string> problems) : Exception(string.Join(Environment.NewLine, problems))
{
    /// <summary>Each with its key.</summary>
    public IReadOnlyList<string> Problems => problems;
}
