using System.Text.Json;
using System.Text.Json.Serialization;

namespace ActorPlatform.Actors.Jobs.Serialization;

/// <summary>Writes an enum by its name in upper case, words joined by underscores, as everywhere outside; numbers are neither written nor read.</summary>
internal sealed class UpperCase<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.SnakeCaseUpper, allowIntegerValues: false)
    where T : struct, Enum;
