using System.Runtime.Serialization;
using System.Text.Json;
using ActorPlatform.Actors.Entities;
using Akka.Actor;
using Akka.Event;
using Akka.Serialization;

namespace ActorPlatform.Actors.Serialization;

/// <summary>The serializer of what is sent to entities and of what they answer, between nodes; on one node nothing is written. What only the entity's kind knows is written by the kind's own.</summary>
/// <remarks>A message that is too large, or that nobody can write, would be dropped by remoting, and its sender wait in vain: it goes without its payload, and the reason in its place.</remarks>
internal sealed class EntitySerializer : SerializerWithStringManifest
{
    /// <summary>Sent with each message: for ever.</summary>
    public const int Number = 7100;

    /// <summary>The setting of Akka.NET that bounds what is sent.</summary>
    public const string FrameSize = "akka.remote.dot-netty.tcp.maximum-frame-size";

    // For the addresses of sender and receiver around the message.
    private const int Margin = 4096;
    private static readonly TimeSpan _retryAfter = TimeSpan.FromSeconds(2);
    private readonly MessageManifests _manifests;
    private readonly long _longest;

    public EntitySerializer(ExtendedActorSystem system)
        : base(system)
    {
        _manifests = EntityMessages.ManifestsOf(system);
        _longest = system.Settings.Config.GetByteSize(FrameSize) is { } frame ? frame - Margin : long.MaxValue;
    }

    public override int Identifier => Number;

    public override string Manifest(object o) => _manifests.ManifestOf(o.GetType());

    public override byte[] ToBinary(object obj)
    {
        try
        {
            var bytes = _manifests.Write(obj);
            return bytes.Length <= _longest ? bytes : Undeliver(
                obj, $"It would be {bytes.Length} bytes between nodes; at most {_longest} are sent ({FrameSize}, less {Margin} for its addresses).", null);
        }
        catch (Exception exception) when (exception is JsonException or NotSupportedException or UnknownManifestException)
        {
            return Undeliver(obj, exception.Message, exception);
        }
    }

    public override object FromBinary(byte[] bytes, string manifest) => _manifests.Read(bytes, manifest) switch
    {
        EntityAnswer.Sight { State: Undelivered undelivered } => new EntityAnswer.Unavailable(undelivered.Why, _retryAfter),
        EntityAnswer.Accepted { Reply: Undelivered undelivered } => new EntityAnswer.Unavailable(undelivered.Why, _retryAfter),
        var message => message,
    };

    private byte[] Undeliver(object message, string why, Exception? cause)
    {
        var undelivered = new Undelivered($"{PayloadOf(message).GetType().Name} cannot be sent to another node. {why}");
        object rest = message switch
        {
            AskEntity ask => ask with { Command = undelivered },
            EntityAnswer.Sight sight => sight with { State = undelivered },
            EntityAnswer.Accepted accepted => accepted with { Reply = undelivered },

            // Only this exception leaves the connection between the nodes as it is.
            _ => throw new SerializationException(undelivered.Why, cause),
        };
        system.Log.Warning("{0} Who waits for it is told.", undelivered.Why);
        return _manifests.Write(rest);
    }

    private static object PayloadOf(object message) => message switch
    {
        AskEntity ask => ask.Command,
        EntityAnswer.Sight sight => sight.State,
        EntityAnswer.Accepted accepted => accepted.Reply,
        _ => message,
    };
}
