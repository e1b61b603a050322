using System.Text;

namespace ActorPlatform.Host.Cli;

/// <summary>A table that never wraps: what is too wide for the terminal is cut, with an ellipsis, the longest columns first.</summary>
/// <param name="width">Characters a line; null: no limit.</param>
/// <param name="columns">The headings. Those that begin with <c>~</c> are cut before any other, down to 8 characters: what is copied from a table stays whole as long as it can, and a short name as well.</param>
internal sealed class Table(int? width, params string[] columns)
{
    private const string Gap = "  ";
    private const int Least = 4;
    private const int LeastOfFirst = 8;
    private readonly List<string[]> _rows = [[.. columns.Select(column => column.TrimStart('~'))]];

    public Table Row(params string?[] cells)
    {
        _rows.Add([.. cells.Select(Cells.OneLine)]);
        return this;
    }

    public override string ToString()
    {
        var widths = Enumerable.Range(0, columns.Length).Select(column => _rows.Max(row => row[column].Length)).ToArray();
        if (width is { } most)
            Fit(widths, most);
        var text = new StringBuilder();
        foreach (var row in _rows)
            text.AppendLine(string.Join(Gap, row.Select((cell, column) => Cells.Cut(cell, widths[column]).PadRight(widths[column]))).TrimEnd());
        return text.ToString();
    }

    private void Fit(int[] widths, int most)
    {
        var first = Enumerable.Range(0, columns.Length).Where(column => columns[column][0] == '~').ToArray();
        for (var surplus = widths.Sum() + (Gap.Length * (widths.Length - 1)) - most; surplus > 0; surplus--)
        {
            var longest = first.Where(column => widths[column] > LeastOfFirst).DefaultIfEmpty(Array.IndexOf(widths, widths.Max())).MaxBy(column => widths[column]);
            if (widths[longest] <= Least)
                return;
            widths[longest]--;
        }
    }
}
