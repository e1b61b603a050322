using System.Collections;
using ActorPlatform.Hocon.Binding;
using Microsoft.Extensions.Configuration;

namespace ActorPlatform.Edge.Tests.Hosting;

/// <summary>An option that is no section.</summary>
internal sealed record OptionLeaf(string Path, OptionProperty Property, object? Default)
{
    public static IEnumerable<OptionLeaf> Of(object options, string path)
    {
        foreach (var property in OptionProperty.Of(options.GetType()))
        {
            var (at, value) = ($"{path}.{property.Key}", property.Get(options));
            var shape = OptionShape.Of(property.Type);
            if (shape.Kind == OptionKind.Section && value is not null)
                foreach (var inner in Of(value, at))
                    yield return inner;
            else if (shape.Kind == OptionKind.Map && value is IDictionary { Count: > 0 } map)
                foreach (DictionaryEntry entry in map)
                    foreach (var inner in Of(entry.Value!, $"{at}.{entry.Key}"))
                        yield return inner;
            else
                yield return new OptionLeaf(at, property, value);
        }
    }

    /// <summary>How the file differs from the default; null when it does not.</summary>
    public string? Differs(IConfiguration configuration, string text)
    {
        var section = configuration.GetSection(OptionPlace.Of(Path).Key);
        if (Default is null)
            return text.Contains(Property.Key, StringComparison.Ordinal) ? null : $"{Path} is missing";
        if (!section.Exists())
            return $"{Path} is missing";
        if (OptionShape.Of(Property.Type).Kind != OptionKind.Scalar)
            return null;
        var written = ScalarText.Parse(section.Value ?? "", Property.Type, Property.IsSize);
        return Equals(written, Default) ? null : $"{Path} is {section.Value} in the file, and {Default} in the options";
    }
}
