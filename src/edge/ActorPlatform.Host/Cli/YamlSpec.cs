using System.Globalization;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace ActorPlatform.Host.Cli;

/// <summary>YAML as JSON; JSON is YAML already. Only what is plain becomes a number or a truth value: what stands in quotes stays a text.</summary>
internal static class YamlSpec
{
    public static JsonNode? Parse(string text)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(text));
        return stream.Documents.Count == 0 ? null : Convert(stream.Documents[0].RootNode, "");
    }

    private static JsonNode? Convert(YamlNode node, string path) => node switch
    {
        YamlMappingNode map => new JsonObject(map.Children.Select(child => KeyValuePair.Create(KeyOf(child.Key), Convert(child.Value, path.Length == 0 ? KeyOf(child.Key) : $"{path}.{KeyOf(child.Key)}")))),
        YamlSequenceNode list => new JsonArray([.. list.Children.Select(child => Convert(child, path))]),
        YamlScalarNode scalar => Scalar(scalar, path),
        _ => throw new YamlException(node.Start, node.End, "Aliases are not taken here."),
    };

    // Labels, arguments and Flink's options are texts, and 1.20 is a version: the API takes no numbers there, people write them without quotes.
    private static JsonValue? Scalar(YamlScalarNode scalar, string path)
    {
        var text = scalar.Value ?? "";
        if (scalar.Style != ScalarStyle.Plain || path is "args" or "flinkVersion" || path.StartsWith("labels.", StringComparison.Ordinal) || path.StartsWith("flinkConfig.", StringComparison.Ordinal))
            return JsonValue.Create(text);
        return text switch
        {
            "" or "~" or "null" => null,
            "true" or "True" => JsonValue.Create(true),
            "false" or "False" => JsonValue.Create(false),
            _ when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) => JsonValue.Create(number),
            _ => JsonValue.Create(text),
        };
    }

    private static string KeyOf(YamlNode key) => key is YamlScalarNode { Value: { } text } ? text : throw new YamlException(key.Start, key.End, "A field's name is a text.");
}
