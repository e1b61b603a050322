using System.Text.Json;
using ActorPlatform.EndToEnd.Rigs;

namespace ActorPlatform.EndToEnd.Deployment;

/// <summary>What the Dockerfile's last stage runs, and as whom.</summary>
internal sealed record ContainerFile(string User, string[] EntryPoint, string[] Command, string[] HealthCheck)
{
    public static ContainerFile Read()
    {
        var text = File.ReadAllText(Path.Combine(Requirements.Root, "Dockerfile")).Replace("\\\n", "", StringComparison.Ordinal);
        var lines = text.Split('\n').ToList();
        var last = lines[lines.FindLastIndex(l => l.StartsWith("FROM ", StringComparison.Ordinal))..];
        return new ContainerFile(
            last.Last(l => l.StartsWith("USER ", StringComparison.Ordinal))["USER ".Length..].Trim(),
            Words(last.Last(l => l.StartsWith("ENTRYPOINT ", StringComparison.Ordinal))),
            Words(last.Last(l => l.StartsWith("CMD ", StringComparison.Ordinal))),
            Words(last.Last(l => l.StartsWith("HEALTHCHECK ", StringComparison.Ordinal))));
    }

    private static string[] Words(string line) => JsonSerializer.Deserialize<string[]>(line[line.IndexOf('[', StringComparison.Ordinal)..])!;
}
