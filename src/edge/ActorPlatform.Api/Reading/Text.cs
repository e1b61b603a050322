namespace ActorPlatform.Api.Reading;

/// <summary>Texts of callers.</summary>
internal static class Text
{
    private const int ShownLength = 80;

    /// <summary>A caller's text as messages show it: short, and on one line.</summary>
    public static string Shown(string value)
    {
        var cut = value.Length > ShownLength ? value[..ShownLength] + "…" : value;
        return string.Create(cut.Length, cut, static (target, source) =>
        {
            for (var i = 0; i < source.Length; i++)
                target[i] = char.IsControl(source[i]) || char.IsSurrogate(source[i]) ? '\uFFFD' : source[i];
        });
    }
}
