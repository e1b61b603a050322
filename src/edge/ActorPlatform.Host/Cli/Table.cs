using System.Text;

namespace ActorPlatform.Host.Cli;

/// <summary>A table that never wraps: what is too wide for the terminal is cut, with an ellipsis, or left out.</summary>
/// <param name="width">Characters a line; null: no limit.</param>
/// <param name="columns">
/// The headings. Those that begin with <c>~</c> are cut before any other, down to 8 characters; where that is not enough, those that begin with <c>?</c> (or <c>?~</c>) are left out, the last one first;
/// then the longest ones are cut. So what is copied from a table stays whole as long as it can, and a short name as well.
/// </param>
internal sealed class Table(int? width, params string[] columns)
{
    private const string Gap = "  ";
    private const int Least = 4;
    private const int LeastOfFirst = 8;
    private readonly List<string[]> _rows = [[.. columns.Select(column => column.TrimStart('?', '~'))]];

    public Table Row(params string?[] cells)
    {
        _rows.Add([.. cells.Select(Cells.OneLine)]);
        return this;
    }

    public override string ToString()
    {
        var shown = Enumerable.Range(0, columns.Length).ToList();
        var widths = shown.Select(column => _rows.Max(row => row[column].Length)).ToArray();
        if (width is { } most)
        {
            while (LeastWidth(shown, widths) > most && shown.FindLastIndex(column => columns[column][0] == '?') is >= 0 and var dropped)
                shown.RemoveAt(dropped);
            Fit(shown, widths, most);
        }

        var text = new StringBuilder();
        foreach (var row in _rows)
            text.AppendLine(string.Join(Gap, shown.Select(column => Cells.Cut(row[column], widths[column]).PadRight(widths[column]))).TrimEnd());
        return text.ToString();
    }

    private bool IsCutFirst(int column) => columns[column].TrimStart('?')[0] == '~';

    private int LeastWidth(List<int> shown, int[] widths) =>
        shown.Sum(column => IsCutFirst(column) ? Math.Min(widths[column], LeastOfFirst) : widths[column]) + (Gap.Length * (shown.Count - 1));

    private void Fit(List<int> shown, int[] widths, int most)
    {
        var first = shown.Where(IsCutFirst).ToArray();
        for (var surplus = shown.Sum(column => widths[column]) + (Gap.Length * (shown.Count - 1)) - most; surplus > 0; surplus--)
        {
            var longest = first.Where(column => widths[column] > LeastOfFirst).DefaultIfEmpty(shown.MaxBy(column => widths[column])).MaxBy(column => widths[column]);
            if (widths[longest] <= Least)
                return;
            widths[longest]--;
        }
    }
}
