using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace ActorPlatform.Actors.Serialization;

/// <summary>The types that are stored or sent, each under a manifest that stands for its shape for ever.</summary>
/// <remarks>
/// Immutable and thread safe. A shape that changes gets a new manifest (<c>job-commit-2</c>), and an <see cref="IUpcaster"/> from the old one, which stays as long as something is
/// stored in it.
/// </remarks>
public sealed class MessageManifests
{
    private readonly FrozenDictionary<string, JsonTypeInfo> _types;
    private readonly FrozenDictionary<Type, string> _manifests;
    private readonly FrozenDictionary<string, IUpcaster> _upcasters;

    /// <param name="context">Source-generated metadata of all types, those of derived ones too.</param>
    /// <param name="types">Each type and its manifest.</param>
    /// <param name="derived">What stands in members of a base type; its discriminators are as stable as manifests.</param>
    /// <param name="upcasters">From outdated manifests, each a step nearer to a known one.</param>
    /// <exception cref="ArgumentException">A manifest or type comes twice, or an upcaster leads nowhere or in a circle.</exception>
    public MessageManifests(
        JsonSerializerContext context, IReadOnlyCollection<(string Manifest, Type Type)> types, IReadOnlyCollection<DerivedType> derived, IReadOnlyCollection<IUpcaster> upcasters)
    {
        var options = new JsonSerializerOptions(context.Options) { TypeInfoResolver = ((IJsonTypeInfoResolver)context).WithAddedModifier(info => AddDerived(info, derived)) };
        options.MakeReadOnly();
        _types = types.ToFrozenDictionary(entry => entry.Manifest, entry => options.GetTypeInfo(entry.Type));
        _manifests = types.ToFrozenDictionary(entry => entry.Type, entry => entry.Manifest);
        _upcasters = upcasters.ToFrozenDictionary(upcaster => upcaster.From);
        foreach (var upcaster in upcasters)
        {
            CheckChain(upcaster);
        }
    }

    /// <summary>For the serializer's bindings.</summary>
    public IEnumerable<Type> Types => _manifests.Keys;

    /// <exception cref="UnknownManifestException">The type was not registered.</exception>
    public string ManifestOf(Type type) => _manifests.TryGetValue(type, out var manifest)
        ? manifest
        : throw new UnknownManifestException($"{type} has no manifest, so it can be neither stored nor sent; register it beside its neighbours.");

    public byte[] Write(object message) => JsonSerializer.SerializeToUtf8Bytes(message, _types[ManifestOf(message.GetType())]);

    /// <exception cref="UnknownManifestException">Nothing is known by that manifest.</exception>
    /// <exception cref="JsonException">The bytes do not have the manifest's shape.</exception>
    public object Read(ReadOnlySpan<byte> bytes, string manifest)
    {
        if (_types.TryGetValue(manifest, out var type))
        {
            return JsonSerializer.Deserialize(bytes, type) ?? throw new JsonException($"A message under the manifest {manifest} is null.");
        }

        var node = JsonNode.Parse(bytes) ?? throw new JsonException($"A message under the manifest {manifest} is null.");
        while (!_types.TryGetValue(manifest, out type))
        {
            var upcaster = _upcasters.GetValueOrDefault(manifest) ?? throw Unknown(manifest);
            (node, manifest) = (upcaster.Upcast(node), upcaster.To);
        }

        return node.Deserialize(type) ?? throw new JsonException($"A message under the manifest {manifest} is null after it was brought up to date.");
    }

    private static void AddDerived(JsonTypeInfo info, IReadOnlyCollection<DerivedType> derived)
    {
        foreach (var type in derived.Where(type => type.Base == info.Type))
        {
            info.PolymorphismOptions ??= new JsonPolymorphismOptions { UnknownDerivedTypeHandling = JsonUnknownDerivedTypeHandling.FailSerialization };
            info.PolymorphismOptions.DerivedTypes.Add(new JsonDerivedType(type.Type, type.Discriminator));
        }
    }

    private void CheckChain(IUpcaster start)
    {
        var manifest = start.From;
        for (var step = 0; !_types.ContainsKey(manifest); step++)
        {
            manifest = step <= _upcasters.Count && _upcasters.TryGetValue(manifest, out var upcaster)
                ? upcaster.To
                : throw new ArgumentException($"The upcaster from {start.From} ends at {manifest}, which is no known manifest.", nameof(start));
        }
    }

    private UnknownManifestException Unknown(string manifest) => new(
        $"The manifest {manifest} is unknown here; known are {string.Join(", ", _types.Keys.Order())}. It was written by a newer version, or its upcaster was removed: " +
        "start that version, or add the upcaster. Nothing was changed.");
}

/// <summary>A type that stands in members of a base type.</summary>
public sealed record DerivedType(Type Base, Type Type, string Discriminator);
