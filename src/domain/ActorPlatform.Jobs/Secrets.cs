using System.Collections.Immutable;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ActorPlatform.Jobs.Specs;

namespace ActorPlatform.Jobs;

/// <summary>Keeps secrets out of what is written for many eyes: logs, events, errors. Pure.</summary>
/// <remarks>
/// The rule: what stands behind a name that contains password, passwd, pwd, passphrase, secret, token, credential, api-key, access-key, account.key, private-key, auth-params or jaas.config
/// (in any case, with '.', '-', '_' or nothing between the words) is replaced by <c>***</c>; so is the password of an address (<c>jdbc://user:password@host</c>).
/// What a job's own spec has behind such names (6 characters or more: shorter ones also stand in words) is replaced in all that is said of that job, also where no name stands before it.
/// A job's spec itself is answered as it was sent: who may read it may change it.
/// </remarks>
public static partial class Secrets
{
    /// <summary>What stands instead of a secret.</summary>
    public const string Mask = "***";

    private const int ShortestAlone = 6;

    private const string Words = @"(?:pass(?:word|wd|phrase)|pwd|secret|token|credential|api[._-]?key|access[._-]?key|account[._-]?key|private[._-]?key|auth[._-]?params|jaas[._-]?config)";

    /// <summary>Whether what stands behind a name is kept secret.</summary>
    public static bool IsName(string name) => NamePattern().IsMatch(name);

    /// <summary>A text without the secrets that it names.</summary>
    public static string Hide(string text)
    {
        if (!MayHold(text))
            return text;
        try
        {
            var named = NamedPattern().Replace(ConnectionPattern().Replace(text, "${name}" + Mask), "${name}" + Mask);
            return AddressPattern().Replace(named, "${before}" + Mask + "@");
        }
        catch (RegexMatchTimeoutException)
        {
            // It named a secret and could not be looked through: nothing of it is shown.
            return Mask;
        }
    }

    /// <summary>A text of a job without the secrets that it names, and without the job's own.</summary>
    /// <param name="secrets">As <see cref="Of(JobState)"/> gives them.</param>
    public static string Hide(string text, ImmutableArray<string> secrets) => Hide(secrets.Aggregate(text, (rest, secret) => rest.Replace(secret, Mask, StringComparison.Ordinal)));

    /// <summary>The secrets in a job's spec, and in that of its current run; longest first, so that none is left that contains another.</summary>
    public static ImmutableArray<string> Of(JobState state) =>
        [.. Of(state.Spec).Concat(Of(state.RunSpec)).Where(value => value.Length >= ShortestAlone).Distinct().OrderByDescending(value => value.Length)];

    /// <summary>What is wrong with a field, without its value where the field's name is one of a secret.</summary>
    public static string HideProblem(string field, string problem) => Hide(IsName(field) ? QuotedPattern().Replace(problem, $"'{Mask}'") : problem);

    /// <summary>JSON without secrets: values of secret names, what follows such a name in a list of arguments, and texts.</summary>
    public static string HideJson(string json)
    {
        if (!MayHold(json))
            return json;
        var root = JsonNode.Parse(json);
        return Hide(root, isSecret: false)?.ToJsonString() ?? json;
    }

    private static IEnumerable<string> Of(JobSpec? spec)
    {
        if (spec is null)
            return [];
        var options = spec.FlinkConfig.Where(option => IsName(option.Key)).Select(option => option.Value);
        var following = spec.Args.Zip(spec.Args.Skip(1)).Where(pair => FlagPattern().IsMatch(pair.First)).Select(pair => pair.Second);
        var assigned = spec.Args.Select(argument => argument.Split('=', 2)).Where(parts => parts.Length == 2 && IsName(parts[0])).Select(parts => parts[1]);
        var addressed = spec.Args.Concat(spec.FlinkConfig.Values).SelectMany(text => AddressPattern().Matches(text)).Select(match => match.Groups["secret"].Value);
        return options.Concat(following).Concat(assigned).Concat(addressed);
    }

    private static bool MayHold(string text) => NamePattern().IsMatch(text) || text.Contains("://", StringComparison.Ordinal);

    private static JsonNode? Hide(JsonNode? node, bool isSecret)
    {
        switch (node)
        {
            case JsonObject fields:
                foreach (var (name, value) in fields.ToArray())
                    fields[name] = Hide(value?.DeepClone(), isSecret || IsName(name));
                return fields;
            case JsonArray items:
                HideItems(items, isSecret);
                return items;
            case JsonValue value when isSecret:
                return value.GetValueKind() is System.Text.Json.JsonValueKind.String or System.Text.Json.JsonValueKind.Number ? JsonValue.Create(Mask) : value;
            case JsonValue value when value.TryGetValue<string>(out var text):
                return JsonValue.Create(Hide(text));
            default:
                return node;
        }
    }

    /// <summary><c>["--password", "x"]</c>: the name alone makes the next one a secret.</summary>
    private static void HideItems(JsonArray items, bool isSecret)
    {
        for (var i = 0; i < items.Count; i++)
        {
            var follows = i > 0 && items[i - 1] is JsonValue before && before.TryGetValue<string>(out var name) && FlagPattern().IsMatch(name);
            items[i] = Hide(items[i]?.DeepClone(), isSecret || follows);
        }
    }

    // The ones that decisions need have no time limit, and are of the kind that needs none: a process that is frozen in the middle of a match would find it over when it wakes.
    [GeneratedRegex(Words, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex NamePattern();

    [GeneratedRegex(@"\A-{1,2}[\w.-]*" + Words + @"[\w.-]*\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex FlagPattern();

    // name=value, name: value, "name" : "value", --name value
    [GeneratedRegex(
        @"(?<name>(?:[\w.-]{0,60}?" + Words + @"[\w.-]{0,60}[""']?\s?[=:]\s?|-{1,2}[\w.-]{0,60}?" + Words + @"[\w.-]{0,60}[ ,]\s?)[""']?)(?:(?<=[""'])[^""'\r\n]+|[^\s,;""'&]+)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000)]
    private static partial Regex NamedPattern();

    // A connection string's password may have spaces: it ends with the next part, the quote or the line.
    [GeneratedRegex(@"(?<name>(?:\A|[;""'])\s{0,9}(?:password|pwd)\s{0,9}=)[^;""'\r\n]+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ConnectionPattern();

    [GeneratedRegex("'.*'", RegexOptions.Singleline, 1000)]
    private static partial Regex QuotedPattern();

    [GeneratedRegex(@"(?<before>://[^\s/:@]{1,100}:)(?<secret>[^\s/@]{1,200})@", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex AddressPattern();
}
