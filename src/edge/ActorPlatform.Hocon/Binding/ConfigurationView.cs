using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.Memory;
using ActorPlatform.Hocon.Configuration;

namespace ActorPlatform.Hocon.Binding;

/// <summary>The providers of a configuration, the strongest last: what a key holds and where it comes from.</summary>
internal sealed class ConfigurationView
{
    private readonly IReadOnlyList<IConfigurationProvider> _providers;

    private ConfigurationView(IReadOnlyList<IConfigurationProvider> providers) => _providers = providers;

    public static ConfigurationView Of(IConfiguration configuration)
    {
        if (configuration is IConfigurationRoot root)
            return new ConfigurationView([.. root.Providers]);
        // A section does not show its providers: its values are known, their origins are not.
        var values = configuration.AsEnumerable(makePathsRelative: true).Where(pair => pair.Key.Length > 0);
        return new ConfigurationView([new MemoryConfigurationProvider(new MemoryConfigurationSource { InitialData = values })]);
    }

    public bool TryGet(string key, out string? value)
    {
        foreach (var provider in _providers.Reverse())
        {
            if (provider.TryGet(key, out value))
                return true;
        }

        value = null;
        return false;
    }

    public IReadOnlyList<string> Children(string key)
    {
        var parent = key.Length == 0 ? null : key;
        var keys = _providers.Aggregate(Enumerable.Empty<string>(), (earlier, provider) => provider.GetChildKeys(earlier, parent));
        return [.. keys.Distinct(StringComparer.OrdinalIgnoreCase)];
    }

    public bool Mentions(string key) => TryGet(key, out _) || Children(key).Count > 0;

    /// <summary>Only the strongest provider that says anything of a key: a list is taken from one source, never mixed of two.</summary>
    public ConfigurationView Strongest(string key) =>
        new([.. _providers.Reverse().Where(provider => IsIn(provider, key)).Take(1)]);

    /// <summary>Where the value of a key comes from; null when nobody says anything of it.</summary>
    public string? Origin(string key)
    {
        var provider = _providers.Reverse().FirstOrDefault(candidate => IsIn(candidate, key));
        return provider switch
        {
            null => null,
            HoconConfigurationProvider hocon => hocon.Entry(key)?.Origin.ToString(),
            _ when provider.GetType().Name.StartsWith("EnvironmentVariables", StringComparison.Ordinal) =>
                $"environment variable {key.Replace(":", "__").ToUpperInvariant()}",
            _ => $"configuration key {key}",
        };
    }

    /// <summary>The path of a key as its file has it, where a file has it.</summary>
    public string? WrittenPath(string key) =>
        _providers.Reverse().OfType<HoconConfigurationProvider>().Select(provider => provider.Entry(key)?.Path).FirstOrDefault(path => path is not null);

    private static bool IsIn(IConfigurationProvider provider, string key) =>
        provider.TryGet(key, out _) || provider.GetChildKeys([], key).Any();
}
