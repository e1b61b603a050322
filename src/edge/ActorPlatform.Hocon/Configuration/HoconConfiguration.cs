using ActorPlatform.Hocon.Values;
using Microsoft.Extensions.Configuration;

namespace ActorPlatform.Hocon.Configuration;

/// <summary>HOCON in Microsoft.Extensions.Configuration. Later sources override earlier ones.</summary>
public static class HoconConfiguration
{
    /// <summary>Adds a file and all that it includes.</summary>
    /// <param name="builder">The configuration.</param>
    /// <param name="path">The file; relative to the working directory.</param>
    /// <param name="options">How it becomes flat keys; the defaults when null.</param>
    /// <exception cref="HoconException">When the configuration is built: the file is not there or not valid.</exception>
    public static IConfigurationBuilder AddHoconFile(this IConfigurationBuilder builder, string path, HoconConfigurationOptions? options = null)
    {
        var settings = options ?? HoconConfigurationOptions.Default;
        return builder.Add(new HoconConfigurationSource(() => HoconFile.Read(path, settings.Read), settings));
    }

    /// <summary>Adds a text.</summary>
    public static IConfigurationBuilder AddHoconText(
        this IConfigurationBuilder builder,
        string text,
        HoconConfigurationOptions? options = null,
        string name = "text")
    {
        var settings = options ?? HoconConfigurationOptions.Default;
        return builder.Add(new HoconConfigurationSource(() => HoconFile.Parse(text, name, settings.Read), settings));
    }

    /// <summary>Adds settings of a command line: <c>key=value</c> with keys as in HOCON. Add them last.</summary>
    /// <remarks>A value that begins with <c>[</c>, <c>{</c> or <c>"</c> is HOCON, any other is taken as it stands.</remarks>
    public static IConfigurationBuilder AddHoconOverrides(
        this IConfigurationBuilder builder,
        IEnumerable<string> settings,
        HoconConfigurationOptions? options = null)
    {
        var flat = options ?? HoconConfigurationOptions.Default;
        return builder.Add(new HoconConfigurationSource(() => Overrides.Read(settings, flat.Read), flat));
    }

    /// <summary>A top-level key of all HOCON sources together as a tree, such as what stands under <c>akka</c>; null where it is nowhere.</summary>
    /// <remarks>Environment variables do not reach it; <c>--set akka.…</c> does.</remarks>
    public static HoconValue? ReadHocon(this IConfiguration configuration, string key)
    {
        var merged = (configuration as IConfigurationRoot)?.Providers
            .OfType<HoconConfigurationProvider>()
            .Select(provider => provider.Document)
            .OfType<HoconObject>()
            .Aggregate((HoconObject?)null, (under, over) => under is null ? over : under.With(over));
        return merged?.Get(key);
    }
}
