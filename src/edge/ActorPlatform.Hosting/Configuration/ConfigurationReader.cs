using ActorPlatform.Hocon.Binding;
using ActorPlatform.Hocon.Configuration;
using ActorPlatform.Hocon.Conversion;
using Microsoft.Extensions.Configuration;

namespace ActorPlatform.Hosting.Configuration;

/// <summary>Reads the options from a configuration of any source; durations and sizes as in HOCON.</summary>
public static class ConfigurationReader
{
    private static readonly string[] s_others = ["http"];

    /// <summary>Binds and checks the section <c>actorplatform</c>.</summary>
    /// <exception cref="ActorPlatformConfigurationException">Something is wrong; it lists all of it.</exception>
    public static ActorPlatformOptions Read(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var (options, problems) = Find(configuration);
        return problems.Count == 0 ? options : throw new ActorPlatformConfigurationException(problems);
    }

    /// <summary>Binds the section and gives the problems back, for callers that bind other sections too.</summary>
    public static (ActorPlatformOptions Options, IReadOnlyList<string> Problems) Find(IConfiguration configuration)
    {
        var options = new ActorPlatformOptions();
        var problems = HoconBinder.Bind(configuration, ActorPlatformOptions.Section, options, s_others);

        // What could not be bound stands there with its default: a rule's word on it would only confuse.
        var rules = ConfigurationRules.Check(options).Where(rule => !problems.Any(p => Related(p.Path, PathOf(rule))));
        return (options, [.. problems.Select(p => p.ToString()), .. rules]);
    }

    /// <summary>What stands under <c>akka</c> in HOCON sources, as JSON for Akka.NET; null when nothing does.</summary>
    public static string? FindAkka(IConfiguration configuration) => configuration.ReadHocon("akka") is { } akka ? $"{{\"akka\":{akka.ToJsonText()}}}" : null;

    private static string PathOf(string rule) => rule[..Math.Max(0, rule.IndexOf(": ", StringComparison.Ordinal))];

    private static bool Related(string one, string other) => one == other || one.StartsWith(other + ".", StringComparison.Ordinal) || other.StartsWith(one + ".", StringComparison.Ordinal);
}
