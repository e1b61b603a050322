using ActorPlatform.Flink;
using ActorPlatform.Hdfs;

namespace ActorPlatform.Yarn.Submission;

/// <summary>A file that YARN copies into the container.</summary>
/// <param name="Key">Its path in the working directory.</param>
/// <param name="Uri">Where it lies, with authority.</param>
/// <param name="Visibility">PUBLIC is shared by all users of a node, APPLICATION is this one's.</param>
internal sealed record ContainerFile(string Key, string Uri, long Size, long ModifiedAtMs, string Visibility)
{
    public static ContainerFile Of(string key, HdfsStatus status, string fileSystem, string visibility) =>
        new(key, status.Path.On(fileSystem), status.Length, status.ModifiedAtMs, visibility);

    public LocalResource ToResource() => new(Uri, "FILE", Visibility, Size, ModifiedAtMs);

    /// <summary>As Flink's application master reads it, to hand the file on to its TaskManagers.</summary>
    public string ToDescriptor(JarDescriptorForm form) =>
        form == JarDescriptorForm.SingleQuotedJson
            ? $"{{'resourceKey':'{Key}','path':'{Uri}','size':{Size},'modificationTime':{ModifiedAtMs},'visibility':'{Visibility}','resourceType':'FILE'}}"
            : $"YarnLocalResourceDescriptor{{key={Key}, path={Uri}, size={Size}, modificationTime={ModifiedAtMs}, visibility={Visibility}, type=FILE}}";
}

/// <summary>All files of a submission.</summary>
/// <param name="Libs">Flink's jars without flink-dist, sorted.</param>
/// <param name="Dist">flink-dist.</param>
/// <param name="LibFolder">The folder's name, under which they lie in the container.</param>
internal sealed record FlinkDistribution(IReadOnlyList<ContainerFile> Libs, ContainerFile Dist, string LibFolder);

/// <summary>Everything on HDFS that a submission names, with the exact sizes and times that YARN compares.</summary>
internal sealed record SubmissionFiles(FlinkDistribution Distribution, ContainerFile Config, ContainerFile Log4j, ContainerFile Jar);
