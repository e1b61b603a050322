using ActorPlatform.EndToEnd.Rigs;
using YamlDotNet.Core;
using YamlDotNet.Serialization;

namespace ActorPlatform.EndToEnd.Deployment;

/// <summary>docker-compose.yml, as far as the test carries it out.</summary>
internal sealed class ComposeFile
{
    public Dictionary<string, ComposeService> Services { get; set; } = [];

    public static ComposeFile Read() => new DeserializerBuilder()
        .WithNamingConvention(YamlDotNet.Serialization.NamingConventions.UnderscoredNamingConvention.Instance)
        .IgnoreUnmatchedProperties()
        .Build()
        .Deserialize<ComposeFile>(new MergingParser(new Parser(new StringReader(File.ReadAllText(Path.Combine(Requirements.Root, "docker-compose.yml"))))));

    /// <summary>The services that are nodes.</summary>
    public IReadOnlyList<(string Service, ComposeService Node)> Nodes => [.. Services.Where(service => service.Value.Build is not null).Select(service => (service.Key, service.Value))];
}

/// <summary>A service of it.</summary>
internal sealed class ComposeService
{
    public string? Image { get; set; }

    public string? Build { get; set; }

    public List<string> Command { get; set; } = [];

    public Dictionary<string, string> Environment { get; set; } = [];

    public List<string> Volumes { get; set; } = [];

    public List<string> Ports { get; set; } = [];

    public string? StopGracePeriod { get; set; }

    public string? Restart { get; set; }

    public ComposeHealthcheck? Healthcheck { get; set; }

    /// <summary>A path inside the container as it lies in the repository, by the bind mounts.</summary>
    public string Mapped(string path) => Volumes
        .Select(v => v.Split(':'))
        .Where(v => v.Length > 1 && v[0].StartsWith('.') && v[1] == path)
        .Select(v => Path.GetFullPath(Path.Combine(Requirements.Root, v[0])))
        .FirstOrDefault(path);
}

/// <summary>A service's health check.</summary>
internal sealed class ComposeHealthcheck
{
    public List<string> Test { get; set; } = [];
}
