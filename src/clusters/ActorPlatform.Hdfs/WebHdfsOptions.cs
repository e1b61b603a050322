namespace ActorPlatform.Hdfs;

/// <summary>How a cluster's HDFS is reached.</summary>
/// <param name="NameNodes">WebHDFS addresses, in the order in which they are tried first.</param>
/// <param name="User">Who asks (simple authentication).</param>
/// <param name="TransferTimeout">Time limit of one upload or one ranged read.</param>
public sealed record WebHdfsOptions(IReadOnlyList<Uri> NameNodes, string User, TimeSpan TransferTimeout);
