using System.Globalization;
using System.Text;
using System.Text.Json;

namespace ActorPlatform.Sandbox.Simulation;

/// <summary>Reads the texts in which a Flink client writes its options: a file, a command line, lists, durations.</summary>
internal static class FlinkText
{
    /// <summary>The options in a file of flat lines, YAML or the older form.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Lines(string file) =>
        from line in file.Split('\n')
        let cut = line.IndexOf(": ", StringComparison.Ordinal)
        where cut > 0 && line[0] is not ('#' or ' ')
        select KeyValuePair.Create(Scalar(line[..cut].Trim()), Scalar(line[(cut + 2)..].Trim()));

    /// <summary>The options of a container's command: <c>-D 'key=value'</c>, as two shells would read it.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Dynamic(string command)
    {
        var words = Words(Outer(command));
        for (var i = 0; i + 1 < words.Count; i++)
            if (words[i] == "-D" && words[i + 1].IndexOf('=', StringComparison.Ordinal) is > 0 and var cut)
                yield return KeyValuePair.Create(words[i + 1][..cut], words[i + 1][(cut + 1)..]);
    }

    /// <summary>A list: YAML in one line, or items between semicolons.</summary>
    public static IReadOnlyList<string> List(string text)
    {
        if (text.Length == 0)
            return [];
        if (!text.StartsWith('['))
            return Split(text, ';');
        try
        {
            using var json = JsonDocument.Parse(text);
            return [.. json.RootElement.EnumerateArray().Select(item => item.ToString())];
        }
        catch (JsonException)
        {
            return Split(text[1..^1], ',');
        }
    }

    /// <summary>Ms of <c>5s</c>, <c>10 s</c>, <c>1 min</c>, <c>500ms</c>, <c>PT10S</c> or <c>5000</c>; null when it is none of them.</summary>
    public static long? Milliseconds(string text)
    {
        var digits = text.TakeWhile(char.IsAsciiDigit).Count();
        if (digits == 0)
            return text.StartsWith('P') ? (long)System.Xml.XmlConvert.ToTimeSpan(text).TotalMilliseconds : null;
        var number = long.Parse(text[..digits], CultureInfo.InvariantCulture);
        return text[digits..].Trim().ToLowerInvariant() switch
        {
            "" or "ms" or "milli" or "millis" => number,
            "s" or "sec" or "second" or "seconds" => number * 1000,
            "m" or "min" or "minute" or "minutes" => number * 60_000,
            "h" or "hour" or "hours" => number * 3_600_000,
            "d" or "day" or "days" => number * 86_400_000,
            _ => null,
        };
    }

    private static string Scalar(string text)
    {
        if (text.Length >= 2 && text[0] == '"' && text[^1] == '"')
            return JsonSerializer.Deserialize(text, PlanJson.Default.String) ?? "";
        return text.Length >= 2 && text[0] == '\'' && text[^1] == '\'' ? text[1..^1].Replace("''", "'", StringComparison.Ordinal) : text;
    }

    private static List<string> Split(string text, char separator)
    {
        var items = new List<string>();
        var item = new StringBuilder();
        var quoted = false;
        foreach (var c in text)
        {
            if (c == '\'')
                quoted = !quoted;
            if (c == separator && !quoted)
                Add();
            else
                item.Append(c);
        }

        Add();
        return items;

        void Add()
        {
            items.Add(Scalar(item.ToString().Trim()));
            item.Clear();
        }
    }

    // What the first shell makes of it: it reads the command inside double quotes.
    private static string Outer(string command)
    {
        var text = new StringBuilder(command.Length);
        for (var i = 0; i < command.Length; i++)
        {
            if (command[i] == '\\' && i + 1 < command.Length && command[i + 1] is '\\' or '"' or '$' or '`')
                i++;
            text.Append(command[i]);
        }

        return text.ToString();
    }

    private static List<string> Words(string line)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        var (inWord, quote) = (false, '\0');
        for (var i = 0; i < line.Length; i++)
        {
            var c = line[i];
            if (quote != '\0' && c == quote)
                quote = '\0';
            else if (quote == '\0' && c is '\'' or '"')
                (inWord, quote) = (true, c);
            else if (quote == '\0' && char.IsWhiteSpace(c))
                End();
            else if (c == '\\' && quote != '\'' && i + 1 < line.Length)
                Add(line[++i]);
            else
                Add(c);
        }

        End();
        return words;

        void Add(char c)
        {
            word.Append(c);
            inWord = true;
        }

        void End()
        {
            if (inWord)
                words.Add(word.ToString());
            word.Clear();
            inWord = false;
        }
    }
}
