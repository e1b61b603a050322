using System.Collections.Immutable;
using System.Globalization;
using ActorPlatform.Jobs;
using Microsoft.AspNetCore.Http;

namespace ActorPlatform.Api.Reading;

/// <summary>Reads query parameters strictly; <see cref="Close"/> reports those that nobody asked for.</summary>
internal sealed class QueryReader(IQueryCollection query, InputErrors errors)
{
    private const int MaxLength = 2_000;
    private static readonly string[] s_times = ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];
    private readonly HashSet<string> _known = [];

    public string? Text(string name)
    {
        var values = Values(name);
        if (values.Length > 1)
            errors.Add(name, $"is given {values.Length} times; once is allowed.");
        return values.Length == 0 ? null : values[0];
    }

    public int Int(string name, int least, int most, int otherwise)
    {
        if (Text(name) is not { } text)
            return otherwise;
        if (int.TryParse(text, out var number) && number >= least && number <= most)
            return number;
        errors.Add(name, $"is '{Reading.Text.Shown(text)}'; a whole number from {least} to {most} is expected.");
        return otherwise;
    }

    public long Long(string name, long otherwise)
    {
        if (Text(name) is not { } text)
            return otherwise;
        if (long.TryParse(text, out var number) && number >= 0)
            return number;
        errors.Add(name, $"is '{Reading.Text.Shown(text)}'; a position that was answered before is expected.");
        return otherwise;
    }

    public bool? Bool(string name)
    {
        var text = Text(name);
        if (text is null or "true" or "false")
            return text is null ? null : text == "true";
        errors.Add(name, $"is '{Reading.Text.Shown(text)}'; true or false is expected.");
        return null;
    }

    public TimeSpan Duration(string name, TimeSpan most)
    {
        if (Text(name) is not { } text)
            return TimeSpan.Zero;
        if (IsoDuration.TryParse(text, out var duration) && duration <= most)
            return duration;
        errors.Add(name, $"is '{Reading.Text.Shown(text)}'; an ISO 8601 duration of at most {IsoDuration.Format(most)} is expected, such as PT20S.");
        return TimeSpan.Zero;
    }

    /// <summary>A time with its offset; null when it is left out.</summary>
    public DateTimeOffset? Time(string name)
    {
        if (Text(name) is not { } text)
            return null;
        if (DateTimeOffset.TryParseExact(text, s_times, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
            return time;
        errors.Add(name, $"is '{Reading.Text.Shown(text)}'; an ISO 8601 time is expected, such as 2026-01-02T03:04:05Z.");
        return null;
    }

    public string OneOf(string name, string otherwise, params ReadOnlySpan<string> allowed)
    {
        if (Text(name) is not { } text)
            return otherwise;
        if (allowed.Contains(text))
            return text;
        errors.Add(name, $"is '{Reading.Text.Shown(text)}'; allowed: {string.Join(", ", allowed!)}.");
        return otherwise;
    }

    /// <summary>Values of an enum, by their names, repeated or separated by commas.</summary>
    public ImmutableArray<T> Enums<T>(string name, Func<T, bool> allowed)
        where T : struct, Enum
    {
        var found = ImmutableArray.CreateBuilder<T>();
        foreach (var text in Values(name).SelectMany(v => v.Split(',')))
            if (EnumNames.Find<T>(text) is { } value && allowed(value))
                found.Add(value);
            else
                errors.Add(name, $"'{Reading.Text.Shown(text)}' is not known; allowed: {string.Join(", ", Enum.GetValues<T>().Where(allowed).Select(EnumNames.Of))}.");
        return found.ToImmutable();
    }

    /// <summary>Some of these names, repeated or separated by commas; each once.</summary>
    public ImmutableArray<string> Names(string name, ImmutableArray<string> allowed)
    {
        var found = ImmutableArray.CreateBuilder<string>();
        foreach (var text in Values(name).SelectMany(v => v.Split(',')))
            if (!allowed.Contains(text))
                errors.Add(name, $"'{Reading.Text.Shown(text)}' is not known; allowed: {string.Join(", ", allowed)}.");
            else if (!found.Contains(text))
                found.Add(text);
        return found.ToImmutable();
    }

    /// <summary>Parameters of the form <c>k:v</c>, repeated.</summary>
    public ImmutableSortedDictionary<string, string> Pairs(string name)
    {
        var pairs = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var text in Values(name))
        {
            var colon = text.IndexOf(':', StringComparison.Ordinal);
            if (colon <= 0)
                errors.Add(name, $"is '{Reading.Text.Shown(text)}'; key:value is expected.");
            else
                pairs[text[..colon]] = text[(colon + 1)..];
        }

        return pairs.ToImmutable();
    }

    public void Close()
    {
        foreach (var name in query.Keys.Where(n => !_known.Contains(n)))
            errors.Add(
                Reading.Text.Shown(name),
                $"is no parameter of this request.{Nearest.Hint(name, _known)}{(_known.Count == 0 ? " It takes none." : $" Known: {string.Join(", ", _known.Order())}.")}");
    }

    private string[] Values(string name)
    {
        _known.Add(name);

        // The collection ignores case; the contract does not.
        var values = query.Keys.Contains(name, StringComparer.Ordinal) ? query[name].Select(v => v ?? "").ToArray() : [];
        foreach (var value in values)
            if (value.Length > MaxLength || value.Any(char.IsControl))
                errors.Add(name, $"has {value.Length} characters; at most {MaxLength} are allowed, and no control characters.");
        return [.. values.Select(v => v.Length > MaxLength ? "" : v)];
    }
}
