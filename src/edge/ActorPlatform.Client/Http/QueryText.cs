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

    /// <summary>What a filter of jobs leaves through, without its order and page.</summary>
    public QueryText With(JobFilter filter)
    {
        With("status", filter.Statuses.Count > 0 ? string.Join(',', filter.Statuses) : null).With("health", filter.Healths.Count > 0 ? string.Join(',', filter.Healths) : null)
            .With("tenant", filter.Tenant).With("cluster", filter.Cluster).With("q", filter.Text).With("quarantined", filter.Quarantined switch { true => "true", false => "false", null => null });
        foreach (var (name, value) in filter.Labels)
            With("label", $"{name}:{value}");
        return this;
    }

    public override string ToString() => _text.ToString();
}
