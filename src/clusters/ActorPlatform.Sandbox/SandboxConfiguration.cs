using System.Globalization;
using System.Text;

namespace ActorPlatform.Sandbox;

/// <summary>The configuration with which an engine reaches a sandbox as if its clusters were real.</summary>
public static class SandboxConfiguration
{
    /// <summary>The authority of a cluster's HDFS, in the URIs that its programs write: <c>hdfs://a</c>.</summary>
    public static string FileSystemOf(string cluster) => $"hdfs://{cluster}";

    /// <summary>Where a version of Flink lies on its HDFS from the start.</summary>
    /// <param name="version">Major and minor: <c>1.20</c>.</param>
    public static string LibsOf(string version) => $"hdfs://{Files.FirstFiles.LibsOf(version)}";

    /// <summary>A <c>clusters</c> block in HOCON, to be included inside <c>actorplatform { … }</c>.</summary>
    public static string Clusters(IReadOnlyDictionary<string, Uri> addresses)
    {
        ArgumentNullException.ThrowIfNull(addresses);
        var text = new StringBuilder("# Written by actorplatform sandbox. Include it inside actorplatform { … }.\nclusters {\n");
        foreach (var (name, address) in addresses.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            text.Append(CultureInfo.InvariantCulture, $$"""
                  {{name}} {
                    kind = yarn
                    resource-managers = ["{{address.GetLeftPart(UriPartial.Authority)}}"]
                    hdfs { name-nodes = ["{{address.GetLeftPart(UriPartial.Authority)}}"], uri = "{{FileSystemOf(name)}}", root = "/flink" }
                    timeouts { grace = 10s, log-wait = 0s }
                    bounds { rate = 1000, connections = 128 }
                  }

                """);
        return text.Append("}\n").ToString();
    }

    /// <summary>Writes it to a file, whole or not at all.</summary>
    public static async Task WriteAsync(string path, IReadOnlyDictionary<string, Uri> addresses, CancellationToken cancellationToken)
    {
        var aside = path + ".new";
        await File.WriteAllTextAsync(aside, Clusters(addresses), cancellationToken);
        File.Move(aside, path, overwrite: true);
    }
}
