using System.CommandLine;

namespace ActorPlatform.Host.CommandLine;

/// <summary>Options of several commands.</summary>
internal static class CommonOptions
{
    public static Option<FileInfo> Config() => new("--config", "-c")
    {
        Description = "The configuration, a HOCON file; hocon/single-node.conf to begin with, hocon/reference.conf has every key.", Required = true, HelpName = "FILE",
    };

    public static Option<string[]> Set() => new("--set")
    {
        Description = "Overrides a key of the file, may be repeated: --set actorplatform.http.url=http://127.0.0.1:9090", HelpName = "key=value", DefaultValueFactory = _ => [],
    };
}
