using System.ComponentModel.DataAnnotations;
using System.Reflection;
using ActorPlatform.Hocon.Configuration;
using Microsoft.Extensions.Configuration;

namespace ActorPlatform.Hocon.Binding;

/// <summary>A property that a key sets.</summary>
internal sealed class OptionProperty
{
    private readonly PropertyInfo _property;

    private OptionProperty(PropertyInfo property)
    {
        _property = property;
        Key = property.GetCustomAttribute<ConfigurationKeyNameAttribute>()?.Name ?? KeyNames.Kebab(property.Name);
        Rules = [.. property.GetCustomAttributes<ValidationAttribute>()];
        IsSize = property.Name.EndsWith("Bytes", StringComparison.Ordinal) || property.Name.Contains("BytesPer", StringComparison.Ordinal);
    }

    /// <summary>The key as in a file: <c>act-deadline</c>.</summary>
    public string Key { get; }

    public string Name => _property.Name;

    public Type Type => _property.PropertyType;

    public bool CanSet => _property.SetMethod is { IsPublic: true };

    /// <summary>Whether numbers in it are bytes: its name ends in <c>Bytes</c> or says <c>BytesPer…</c>.</summary>
    public bool IsSize { get; }

    public IReadOnlyList<ValidationAttribute> Rules { get; }

    public static IReadOnlyList<OptionProperty> Of(Type type) =>
    [
        .. type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.GetMethod is { IsPublic: true } && property.GetIndexParameters().Length == 0)
            .Select(property => new OptionProperty(property))
            .Where(property => property.CanSet || CanFill(property.Type)),
    ];

    public object? Get(object owner) => _property.GetValue(owner);

    public void Set(object owner, object? value) => _property.SetValue(owner, value);

    // Without a setter only what can be changed in place is an option; the rest is derived from other options.
    private static bool CanFill(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() is var definition && (definition == typeof(Dictionary<,>) || definition == typeof(List<>));
}
