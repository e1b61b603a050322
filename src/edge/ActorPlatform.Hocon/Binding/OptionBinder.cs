using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using ActorPlatform.Hocon.Configuration;

namespace ActorPlatform.Hocon.Binding;

/// <summary>Sets options from a configuration and collects what is wrong. One binder binds once.</summary>
internal sealed class OptionBinder(ConfigurationView view, List<HoconProblem> problems)
{
    /// <summary>Sets the properties of an options object, then checks their rules, also those of defaults.</summary>
    public void BindSection(object options, OptionPlace place, IReadOnlyCollection<string> alsoKnown)
    {
        var properties = OptionProperty.Of(options.GetType());
        ReportUnknown(place, [.. properties.Select(property => property.Key), .. alsoKnown]);
        foreach (var property in properties)
        {
            var before = problems.Count;
            var at = place.At(property);
            BindProperty(options, property, at);
            // A value that could not be read was reported; the rules would judge the default in its place.
            if (problems.Count == before)
                problems.AddRange(OptionRules.Check(property, options).Select(problem => new HoconProblem(at.Path, problem, view.Origin(at.Key))));
        }

        if (options is IValidatableObject validatable)
            CheckWhole(validatable, place, properties);
    }

    private void BindProperty(object options, OptionProperty property, OptionPlace place)
    {
        var mentioned = view.Mentions(place.Key);
        var wanted = WantedValue.Of(property, options);
        if (wanted.Shape.Kind == OptionKind.Section)
            BindInner(options, property, place, mentioned);
        else if (mentioned && Read(wanted, place) is { } value && property.CanSet)
            Set(options, property, place, value);
    }

    /// <summary>An inner section is walked even when nobody mentions it: its defaults have rules too.</summary>
    private void BindInner(object options, OptionProperty property, OptionPlace place, bool mentioned)
    {
        var inner = property.Get(options);
        if (inner is null && !mentioned)
            return;
        if (mentioned && !IsContainer(place, "an object: { … }"))
            return;
        inner ??= Activator.CreateInstance(property.Type)!;
        BindSection(inner, place, []);
        if (property.CanSet)
            Set(options, property, place, inner);
    }

    private void Set(object options, OptionProperty property, OptionPlace place, object value)
    {
        try
        {
            property.Set(options, value);
        }
        catch (TargetInvocationException exception) when (exception.InnerException is ArgumentException refused)
        {
            Report(place, refused.Message);
        }
    }

    private object? Read(WantedValue wanted, OptionPlace place) => wanted.Shape.Kind switch
    {
        OptionKind.Scalar => ReadScalar(wanted, place),
        OptionKind.List => ReadList(wanted, place),
        OptionKind.Map => ReadMap(wanted, place),
        _ => ReadSection(wanted.Type, place),
    };

    /// <summary>Null, with a problem reported, for a wrong value; null alone for <c>null</c>, which leaves the default.</summary>
    private object? ReadScalar(WantedValue wanted, OptionPlace place)
    {
        view.TryGet(place.Key, out var text);
        if (view.Children(place.Key).Count > 0)
            return Report(place, "must be a single value, not an object or a list");
        if (text is null)
            return null;
        return ScalarText.Parse(text, wanted.Type, wanted.IsSize)
            ?? Report(place, $"'{text}' is not allowed; allowed: {ScalarText.Allowed(wanted.Type, wanted.IsSize)}");
    }

    private object? ReadSection(Type type, OptionPlace place)
    {
        if (!IsContainer(place, "an object: { … }"))
            return null;
        var section = Activator.CreateInstance(type)!;
        BindSection(section, place, []);
        return section;
    }

    private object? ReadList(WantedValue wanted, OptionPlace place)
    {
        if (!IsContainer(place, "a list: [ … ]"))
            return null;
        var source = new OptionBinder(view.Strongest(place.Key), problems);
        var keys = source.Keys(place);
        if (keys.Exists(key => !int.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out _)))
            return Report(place, "must be a list: [ … ], not an object");
        var items = keys
            .OrderBy(key => int.Parse(key, CultureInfo.InvariantCulture))
            .Select(key => source.Read(wanted.Element(), place.At(key)))
            .OfType<object>()
            .ToList();
        return Collections.Fit(items, wanted);
    }

    private object? ReadMap(WantedValue wanted, OptionPlace place)
    {
        if (!IsContainer(place, "an object: { … }"))
            return null;
        var map = Collections.MapLike(wanted);
        foreach (var (name, at) in Entries(place, wanted.Element()))
        {
            if (Read(wanted.Element(), at) is { } item)
                map[name] = item;
        }

        return map;
    }

    /// <summary>
    /// The keys of a dictionary. Where its elements are single values, keys with dots need no quotes: what was written as
    /// objects inside each other is one key again.
    /// </summary>
    private IEnumerable<(string Name, OptionPlace Place)> Entries(OptionPlace place, WantedValue element)
    {
        foreach (var key in Keys(place))
        {
            var at = place.At(key);
            if (element.Shape.Kind == OptionKind.Scalar && view.Children(at.Key).Count > 0)
            {
                foreach (var (name, inner) in Entries(at, element))
                    yield return ($"{key}.{name}", inner);
            }
            else
            {
                yield return (key, at);
            }
        }
    }

    private List<string> Keys(OptionPlace place) => [.. view.Children(place.Key)];

    private bool IsContainer(OptionPlace place, string allowed)
    {
        // An empty list has an empty text, an empty object and null have none.
        var isContainer = !view.TryGet(place.Key, out var text) || string.IsNullOrEmpty(text);
        if (!isContainer)
            Report(place, $"'{text}' is not allowed; must be {allowed}");
        return isContainer;
    }

    private void ReportUnknown(OptionPlace place, IReadOnlyCollection<string> known)
    {
        foreach (var key in Keys(place))
        {
            if (known.Any(name => KeyNames.Same(name, key)))
                continue;
            var at = place.At(key);
            var nearest = NearestName.Of(key, known) is { } name ? $" did you mean '{name}'?" : "";
            var message = $"unknown key;{nearest} known are {string.Join(", ", known.Order(StringComparer.Ordinal))}";
            problems.Add(new HoconProblem(view.WrittenPath(at.Key) ?? at.Path, message, view.Origin(at.Key)));
        }
    }

    private void CheckWhole(IValidatableObject options, OptionPlace place, IReadOnlyList<OptionProperty> properties)
    {
        foreach (var result in options.Validate(new ValidationContext(options)))
        {
            var property = properties.FirstOrDefault(candidate => result.MemberNames.Contains(candidate.Name));
            Report(property is null ? place : place.At(property), result.ErrorMessage ?? "is not valid");
        }
    }

    private object? Report(OptionPlace place, string message)
    {
        problems.Add(new HoconProblem(place.Path, message, view.Origin(place.Key)));
        return null;
    }
}
