using System.Text.Json.Nodes;
using ActorPlatform.Jobs;

namespace ActorPlatform.Client.Http;

/// <summary>How a batch is written.</summary>
internal static class BatchBodies
{
    public static string Of(BatchOrder order)
    {
        ArgumentNullException.ThrowIfNull(order);
        var arguments = order.Arguments;
        var options = With(new JsonObject(), ("restore", arguments.Restore), ("format", arguments.Format), ("drain", arguments.Drain ? true : null), ("force", arguments.Force ? true : null));
        return With(
            new JsonObject { ["action"] = EnumNames.Of(order.Action), ["select"] = Select(order), ["parallelism"] = order.Parallelism },
            ("options", options.Count > 0 ? options : null), ("expectCount", order.ExpectCount), ("reason", order.Reason)).ToJsonString(ClientJson.Plain);
    }

    private static JsonObject Select(BatchOrder order)
    {
        var select = With(new JsonObject(), ("ids", Texts(order.Ids)));
        return order.Filter is not { } filter ? select : With(
            select, ("status", Texts(filter.Statuses)), ("health", Texts(filter.Healths)), ("label", Texts([.. filter.Labels.Select(label => $"{label.Key}:{label.Value}")])), ("tenant", filter.Tenant),
            ("cluster", filter.Cluster), ("q", filter.Text), ("quarantined", filter.Quarantined));
    }

    private static JsonArray? Texts(IReadOnlyList<string> texts) => texts.Count == 0 ? null : [.. texts.Select(text => (JsonNode)text)];

    private static JsonObject With(JsonObject json, params ReadOnlySpan<(string Name, JsonNode? Value)> fields)
    {
        foreach (var (name, value) in fields)
            if (value is not null)
                json[name] = value;
        return json;
    }
}
