using ActorPlatform.Api;
using ActorPlatform.Hocon.Binding;
using ActorPlatform.Hocon.Configuration;
using ActorPlatform.Hosting.Configuration;
using Microsoft.Extensions.Configuration;

namespace ActorPlatform.Host.Configuration;

/// <summary>Files, environment variables (<c>ACTORPLATFORM__HTTP__URL</c>) and <c>--set</c>, the later ones stronger.</summary>
internal static class SettingsReader
{
    private const string Http = ActorPlatformOptions.Section + ".http";

    private static readonly HoconConfigurationOptions s_options = new() { MapPaths = HoconMapPaths.Of(typeof(ActorPlatformOptions), ActorPlatformOptions.Section) };

    /// <exception cref="Hocon.HoconException">A file is missing or not HOCON; says file, line and column.</exception>
    /// <exception cref="ActorPlatformConfigurationException">Values cannot be used; lists all of them.</exception>
    public static Settings Read(string file, IReadOnlyCollection<string> overrides)
    {
        var found = Find(file, overrides);
        return found.Problems.Count == 0 ? found.Settings : throw new ActorPlatformConfigurationException(found.Problems);
    }

    /// <summary>Reads, and gives the problems back.</summary>
    /// <exception cref="Hocon.HoconException">A file is missing or not HOCON; says file, line and column.</exception>
    public static FoundSettings Find(string file, IReadOnlyCollection<string> overrides)
    {
        var configuration = new ConfigurationBuilder().AddHoconFile(file, s_options).AddEnvironmentVariables().AddHoconOverrides(overrides, s_options).Build();
        var (engine, problems) = ConfigurationReader.Find(configuration);
        var http = new ApiOptions();
        return new FoundSettings(
            new Settings(engine, http, ConfigurationReader.FindAkka(configuration)),
            [.. problems, .. HoconBinder.Bind(configuration, Http, http, []).Select(p => p.ToString())],
            [.. EffectiveOptions.Of(configuration, Http, http), .. EffectiveOptions.Of(configuration, ActorPlatformOptions.Section, engine)]);
    }
}

/// <summary>What was read.</summary>
/// <param name="Settings">Not to be used while there are problems: what could not be bound has its default.</param>
/// <param name="Problems">What is wrong, each with its key and place.</param>
/// <param name="Options">Every option as it is in force.</param>
internal sealed record FoundSettings(Settings Settings, IReadOnlyList<string> Problems, IReadOnlyList<EffectiveOption> Options);
