using ActorPlatform.Hocon.Values;
using Microsoft.Extensions.Configuration;

namespace ActorPlatform.Hocon.Configuration;

/// <summary>HOCON as a source of configuration.</summary>
/// <param name="read">Reads it, at start and at each reload.</param>
/// <param name="options">How it becomes flat keys.</param>
public sealed class HoconConfigurationSource(Func<HoconValue> read, HoconConfigurationOptions options) : IConfigurationSource
{
    internal HoconConfigurationOptions Options => options;

    /// <inheritdoc />
    public IConfigurationProvider Build(IConfigurationBuilder builder) => new HoconConfigurationProvider(this);

    internal HoconObject Read()
    {
        var value = read();
        return value as HoconObject ?? throw new HoconException(value.Origin, "a list; a configuration must be an object");
    }
}
