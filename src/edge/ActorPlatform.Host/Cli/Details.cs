using System.Text;

namespace ActorPlatform.Host.Cli;

/// <summary>One thing, a line a field; what does not fit goes on below itself, at its words.</summary>
/// <param name="width">Characters a line; null: no limit.</param>
internal sealed class Details(int? width)
{
    private readonly List<(string Name, string Value)> _lines = [];

    /// <summary>Adds a field; one without a value is left out.</summary>
    public Details With(string name, string? value)
    {
        if (!string.IsNullOrWhiteSpace(value))
            _lines.Add((name, value.Trim()));
        return this;
    }

    public override string ToString()
    {
        var indent = _lines.Max(line => line.Name.Length) + 2;
        var text = new StringBuilder();
        foreach (var (name, value) in _lines)
        {
            var lines = value.Split('\n').SelectMany(line => Cells.Wrap(line.TrimEnd(), width is { } most ? Math.Max(20, most - indent) : int.MaxValue)).ToList();
            text.Append(name.PadRight(indent)).AppendLine(lines[0]);
            foreach (var line in lines.Skip(1))
                text.Append(' ', indent).AppendLine(line);
        }

        return text.ToString();
    }
}
