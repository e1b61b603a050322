using Microsoft.Extensions.Configuration;

namespace ActorPlatform.Hocon.Binding;

/// <summary>Binds configuration to options, strictly: every key must be known and every value allowed.</summary>
/// <remarks>
/// <para>Durations (<c>30s</c>) bind to <see cref="TimeSpan"/>, sizes (<c>100MB</c>) to numbers whose property is named
/// <c>…Bytes</c>, names of enums in kebab case, and keys in kebab case to properties, or to the name that
/// <see cref="ConfigurationKeyNameAttribute"/> gives.</para>
/// <para>A list comes whole from the strongest source that has it and replaces the default. A dictionary adds to its
/// default. <c>null</c> leaves the default. Validation attributes are checked, on defaults too.</para>
/// </remarks>
public static class HoconBinder
{
    /// <summary>Binds a part of the configuration.</summary>
    /// <param name="configuration">The root, so that problems can tell their origin; a section works without.</param>
    /// <param name="path">The part, in HOCON's spelling: <c>actorplatform.node</c>.</param>
    /// <param name="options">What to set; must be thrown away after an exception.</param>
    /// <param name="alsoKnown">Keys of the part that others bind.</param>
    /// <returns>The options.</returns>
    /// <exception cref="HoconBindException">Something is wrong; it lists all of it.</exception>
    public static T BindHocon<T>(this IConfiguration configuration, string path, T options, params IReadOnlyCollection<string> alsoKnown)
        where T : class
    {
        var problems = Bind(configuration, path, options, alsoKnown);
        return problems.Count == 0 ? options : throw new HoconBindException(problems);
    }

    /// <summary>Binds a section that is already at its place: <c>configuration.GetSection("ActorPlatform:Node").BindHocon(options)</c>.</summary>
    /// <exception cref="HoconBindException">Something is wrong; it lists all of it.</exception>
    public static T BindHocon<T>(this IConfiguration section, T options)
        where T : class => section.BindHocon("", options);

    /// <summary>Binds as <see cref="BindHocon{T}(IConfiguration, string, T, IReadOnlyCollection{string})"/> and gives the problems back, for callers that bind several parts.</summary>
    public static IReadOnlyList<HoconProblem> Bind(IConfiguration configuration, string path, object options, IReadOnlyCollection<string> alsoKnown)
    {
        var problems = new List<HoconProblem>();
        new OptionBinder(ConfigurationView.Of(configuration), problems).BindSection(options, OptionPlace.Of(path), alsoKnown);
        return problems;
    }
}
