namespace ActorPlatform.Hocon.Binding;

/// <summary>What a property, or an element of a collection, takes.</summary>
/// <param name="Type">Its type.</param>
/// <param name="IsSize">Whether its numbers are bytes.</param>
/// <param name="Present">What it holds now.</param>
/// <param name="InPlace">Whether that can only be changed, not replaced.</param>
internal sealed record WantedValue(Type Type, bool IsSize, object? Present, bool InPlace)
{
    public OptionShape Shape { get; } = OptionShape.Of(Type);

    public static WantedValue Of(OptionProperty property, object owner) => new(property.Type, property.IsSize, property.Get(owner), !property.CanSet);

    public WantedValue Element() => new(Shape.Element!, IsSize, null, InPlace: false);
}
