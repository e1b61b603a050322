namespace ActorPlatform.Hocon.Values;

/// <summary>The types of a single value.</summary>
public enum HoconScalarKind
{
    /// <summary>Text, quoted or not, and whatever a concatenation made.</summary>
    Text,

    /// <summary>A number in JSON's form; <see cref="HoconScalar.Text"/> is as written.</summary>
    Number,

    /// <summary><c>true</c> or <c>false</c>.</summary>
    Boolean,

    /// <summary><c>null</c>: the key is there and has no value.</summary>
    Null,
}

/// <summary>A text, number, boolean or null.</summary>
public sealed class HoconScalar : HoconValue
{
    internal HoconScalar(HoconOrigin origin, HoconScalarKind kind, string text)
        : base(origin, 1)
    {
        Kind = kind;
        Text = text;
    }

    /// <summary>The type.</summary>
    public HoconScalarKind Kind { get; }

    /// <summary>The text as written, without quotes and with escapes read.</summary>
    public string Text { get; }
}
