using System.Text.Json;

namespace ActorPlatform.Clusters.Tests.Fakes;

/// <summary>A real answer, kept as a file.</summary>
internal sealed record Recording(int Status, IReadOnlyDictionary<string, string> Headers, string Body)
{
    public static Recording Read(string name)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(PathOf(name + ".json")));
        var root = document.RootElement;
        var headers = root.GetProperty("headers").EnumerateObject().ToDictionary(header => header.Name, header => header.Value.GetString()!);
        var body = root.GetProperty("body");
        return new Recording(
            root.GetProperty("status").GetInt32(),
            headers,
            body.ValueKind == JsonValueKind.String ? body.GetString()! : body.GetRawText());
    }

    public static string PathOf(string file) => Path.Combine(AppContext.BaseDirectory, "Recordings", file);
}
