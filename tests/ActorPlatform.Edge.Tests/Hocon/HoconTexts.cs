using System.Text.Json.Nodes;
using ActorPlatform.Hocon;
using ActorPlatform.Hocon.Conversion;
using ActorPlatform.Hocon.Values;

namespace ActorPlatform.Edge.Tests.Hocon;

/// <summary>Reads texts for tests, with an environment that only holds what the test puts there.</summary>
internal static class HoconTexts
{
    public static HoconReadOptions Options(params (string Name, string Value)[] environment) =>
        new() { Environment = name => Array.Find(environment, variable => variable.Name == name).Value };

    public static string Json(string text, params (string Name, string Value)[] environment) =>
        HoconFile.Parse(text, "text", Options(environment)).ToJsonText();

    public static HoconException Error(string text) => Should.Throw<HoconException>(() => Json(text), text);

    public static HoconObject Object(string text) => (HoconObject)HoconFile.Parse(text, "text", Options());

    public static void ShouldMean(this string text, string json)
    {
        var actual = Json(text);
        JsonNode.DeepEquals(JsonNode.Parse(actual), JsonNode.Parse(json)).ShouldBeTrue($"{text}\n  is  {actual}\n  not {json}");
    }
}
