using ActorPlatform.Hocon.Values;
using Microsoft.Extensions.Configuration;

namespace ActorPlatform.Hocon.Configuration;

/// <summary>Gives the flat keys of one HOCON source, and remembers where each was written.</summary>
public sealed class HoconConfigurationProvider : ConfigurationProvider
{
    private readonly HoconConfigurationSource _source;
    private IReadOnlyDictionary<string, FlatEntry> _entries = new Dictionary<string, FlatEntry>();

    internal HoconConfigurationProvider(HoconConfigurationSource source) => _source = source;

    /// <summary>The tree, resolved; null before the first load.</summary>
    public HoconObject? Document { get; private set; }

    /// <inheritdoc />
    /// <exception cref="HoconException">The source cannot be read; what was loaded before stays.</exception>
    public override void Load()
    {
        var document = _source.Read();
        var entries = new Flattener(_source.Options).Flatten(document);
        Data = entries.Values.Where(entry => entry.HasValue)
            .ToDictionary(entry => entry.Key, entry => entry.Value, StringComparer.OrdinalIgnoreCase);
        (Document, _entries) = (document, entries);
    }

    internal FlatEntry? Entry(string key) => _entries.GetValueOrDefault(key);
}
