using System.Collections;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using ActorPlatform.Hocon.Configuration;
using ActorPlatform.Hocon.Conversion;
using Microsoft.Extensions.Configuration;

namespace ActorPlatform.Hocon.Binding;

/// <summary>Lists options that were bound, with what they are and where that comes from.</summary>
public static class EffectiveOptions
{
    private static readonly JsonSerializerOptions s_readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Every option below a path, in the order of the classes; those without a value are left out.</summary>
    /// <param name="configuration">What the options were bound from.</param>
    /// <param name="path">The part, in HOCON's spelling: <c>actorplatform.node</c>.</param>
    /// <param name="options">The bound options.</param>
    public static IEnumerable<EffectiveOption> Of(IConfiguration configuration, string path, object options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return Of(ConfigurationView.Of(configuration), OptionPlace.Of(path), options);
    }

    private static IEnumerable<EffectiveOption> Of(ConfigurationView view, OptionPlace place, object options) =>
        from property in OptionProperty.Of(options.GetType())
        let value = property.Get(options)
        where value is not null
        from option in Of(view, place.At(property), property, value)
        select option;

    private static IEnumerable<EffectiveOption> Of(ConfigurationView view, OptionPlace place, OptionProperty property, object value)
    {
        var shape = OptionShape.Of(property.Type);
        switch (shape.Kind)
        {
            case OptionKind.Section:
                return Of(view, place, value);
            case OptionKind.Map:
                var map = (IDictionary)value;
                return map.Keys.Cast<string>().Order(StringComparer.Ordinal).SelectMany(key => OfEntry(view, place.At(key), map[key]!));
            case OptionKind.List:
                var items = ((IEnumerable)value).Cast<object>().Select(item => Text(item, property.IsSize));
                return [new EffectiveOption(place.Path, $"[{string.Join(", ", items)}]", view.Origin(place.Key))];
            default:
                return [new EffectiveOption(place.Path, Text(value, property.IsSize), view.Origin(place.Key))];
        }
    }

    private static IEnumerable<EffectiveOption> OfEntry(ConfigurationView view, OptionPlace place, object value) =>
        ScalarText.CanBe(value.GetType()) ? [new EffectiveOption(place.Path, Text(value, isSize: false), view.Origin(place.Key))] : Of(view, place, value);

    private static string Text(object value, bool isSize) => value switch
    {
        TimeSpan duration => HoconDuration.Format(duration),
        bool truth => truth ? "true" : "false",
        Enum name => KeyNames.Kebab(name.ToString()),
        long size when isSize => HoconSize.Format(size),
        int size when isSize => HoconSize.Format(size),
        IFormattable number and not Uri => number.ToString(null, CultureInfo.InvariantCulture),
        _ => JsonSerializer.Serialize(value.ToString(), s_readable),
    };
}
