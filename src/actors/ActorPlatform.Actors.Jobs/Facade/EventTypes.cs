using System.Collections.Frozen;
using System.Reflection;
using System.Text.Json.Serialization;
using ActorPlatform.Jobs.Events;

namespace ActorPlatform.Actors.Jobs.Facade;

/// <summary>The names of event types, as they are stored and shown.</summary>
internal static class EventTypes
{
    private static readonly FrozenDictionary<Type, string> _names =
        typeof(JobEvent).GetCustomAttributes<JsonDerivedTypeAttribute>().ToFrozenDictionary(a => a.DerivedType, a => (string)a.TypeDiscriminator!);

    /// <summary>The name of an event's type.</summary>
    public static string Of(JobEvent @event) => _names[@event.GetType()];
}
