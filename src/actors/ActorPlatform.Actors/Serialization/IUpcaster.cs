using System.Text.Json.Nodes;

namespace ActorPlatform.Actors.Serialization;

/// <summary>Brings what was stored in an outdated shape one step nearer to the present one. Pure: the same input gives the same output for ever.</summary>
public interface IUpcaster
{
    /// <summary>The outdated manifest.</summary>
    string From { get; }

    /// <summary>The manifest of what it returns.</summary>
    string To { get; }

    /// <summary>May change and return the node that it is given.</summary>
    JsonNode Upcast(JsonNode stored);
}
