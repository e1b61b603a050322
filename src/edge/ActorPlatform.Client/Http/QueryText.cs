using System.Text;

namespace ActorPlatform.Client.Http;

/// <summary>Writes a path with its query.</summary>
internal sealed class QueryText(string path)
{
    private readonly StringBuilder _text = new(path);
    private char _before = path.Contains('?', StringComparison.Ordinal) ? '&' : '?';

    public QueryText With(string name, string? value)
    {
        if (value is not null)
            _text.Append(_before).Append(name).Append('=').Append(Uri.EscapeDataString(value));
        if (value is not null)
            _before = '&';
        return this;
    }

    public override string ToString() => _text.ToString();
}
