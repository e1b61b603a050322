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
        var configuration = new ConfigurationBuilder().AddHoconFile(file, s_options).AddEnvironmentVariables().AddHoconOverrides(overrides, s_options).Build();
        var (engine, problems) = ConfigurationReader.Find(configuration);
        var http = new ApiOptions();
        List<string> all = [.. problems, .. HoconBinder.Bind(configuration, Http, http, []).Select(p => p.ToString())];
        return all.Count == 0 ? new Settings(engine, http, ConfigurationReader.FindAkka(configuration)) : throw new ActorPlatformConfigurationException(all);
    }
}
