namespace ActorPlatform.Hdfs;

/// <summary>HDFS answered and said no: permission, quota, existing file.</summary>
/// <param name="kind">Its exception's short name: AccessControlException.</param>
public sealed class HdfsRefusedException(string kind, string message) : Exception(message)
{
    /// <summary>HDFS's name of the reason.</summary>
    public string Kind { get; } = kind;
}
