using System.Text.Json.Nodes;
using ActorPlatform.EndToEnd.Rigs;

namespace ActorPlatform.EndToEnd.Engines;

/// <summary>Specs of the rig's job.</summary>
internal static class JobSpecs
{
    /// <summary>A job that counts until it is stopped, and is not retried for long.</summary>
    public static JsonObject Counting(string name, params string[] arguments) => new()
    {
        ["name"] = name,
        ["type"] = "JAR",
        ["artifact"] = Rig.Jar,
        ["entryClass"] = "rig.StatefulJob",
        ["args"] = new JsonArray([.. (arguments.Length == 0 ? ["--rate", "100"] : arguments).Select(a => (JsonNode)a)]),
        ["flinkVersion"] = "1.20",
        ["parallelism"] = 1,
        ["target"] = new JsonObject { ["cluster"] = "a", ["mode"] = "YARN_APPLICATION", ["queue"] = "default" },
        ["resources"] = new JsonObject
        {
            ["jobManager"] = new JsonObject { ["memory"] = "512m", ["cpu"] = 1 },
            ["taskManager"] = new JsonObject { ["memory"] = "768m", ["cpu"] = 1, ["slots"] = 1 },
        },
        ["state"] = new JsonObject { ["retain"] = 3 },
        ["retry"] = Retry(2),
    };

    /// <summary>A policy that gives up soon, for every class of failure.</summary>
    public static JsonObject Retry(int attempts) => new()
    {
        ["maxAttempts"] = attempts,
        ["window"] = "PT1H",
        ["initialBackoff"] = "PT2S",
        ["maxBackoff"] = "PT5S",
        ["byClass"] = new JsonObject([.. new[] { "SUBMISSION", "RESOURCES", "USER_CODE", "INFRASTRUCTURE", "RESTORE", "UNKNOWN" }
            .Select(name => KeyValuePair.Create(name, (JsonNode?)new JsonObject { ["maxAttempts"] = attempts, ["initialBackoff"] = "PT2S", ["maxBackoff"] = "PT5S" }))]),
    };

    public static JsonObject With(this JsonObject spec, string path, JsonNode value)
    {
        var parts = path.Split('.');
        var place = parts[..^1].Aggregate(spec, (node, part) => node[part]!.AsObject());
        place[parts[^1]] = value;
        return spec;
    }
}
