using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace ActorPlatform.Api.OpenApi;

/// <summary>What the OpenAPI document says of one endpoint. The endpoint itself only answers.</summary>
/// <param name="Route">Method and path as mapped: <c>GET /api/v1/jobs/{id}</c>.</param>
/// <param name="Id">The operation id: the name of the method that generated clients get.</param>
/// <param name="Tag">One of <see cref="DescribedTags"/>.</param>
/// <param name="Summary">A few words.</param>
internal sealed record Described(string Route, string Id, string Tag, string Summary)
{
    /// <summary>What somebody who calls it must know; null: the summary says it all.</summary>
    public string? Description { get; init; }

    public ImmutableArray<DescribedParameter> Parameters { get; init; } = [];

    public DescribedBody? Body { get; init; }

    /// <summary>Media types of a body that is a file; empty: it takes none.</summary>
    public ImmutableArray<string> FileTypes { get; init; } = [];

    public ImmutableArray<DescribedAnswer> Answers { get; init; } = [];

    /// <summary>Statuses of problems beside those that the shape of the request brings with it.</summary>
    public ImmutableArray<int> Refusals { get; init; } = [];

    /// <summary>All statuses of problems: a query can be wrong, a thing in the path missing, a body too large; and any may come at a bad time.</summary>
    public IEnumerable<int> AllRefusals => Refusals.Concat(Refused).Distinct().Order();

    private IEnumerable<int> Refused
    {
        get
        {
            if (!Route.Contains(" /api/", StringComparison.Ordinal))
                return [];
            int[] path = Route.Contains('{', StringComparison.Ordinal) ? [404] : [];
            int[] body = Body is null && FileTypes.IsEmpty ? [] : [413, 415];
            return [400, 503, .. path, .. body];
        }
    }

    /// <summary>Takes a parameter of the query.</summary>
    public Described Query(string name, string description, string? example = null, DescribedKind? kind = null) =>
        this with { Parameters = Parameters.Add(new DescribedParameter(name, InHeader: false, description, example, kind ?? DescribedKind.Text)) };

    /// <summary>Takes a header.</summary>
    public Described Header(string name, string description, string example, bool required = false) =>
        this with { Parameters = Parameters.Add(new DescribedParameter(name, InHeader: true, description, example, DescribedKind.Text) { Required = required }) };

    /// <summary>Takes a JSON body.</summary>
    public Described Takes<T>(string example, bool required = false) => this with { Body = new DescribedBody(typeof(T), JsonNode.Parse(example)!, required) };

    /// <summary>Answers with JSON; its example is the one of the type (<see cref="Examples"/>).</summary>
    public Described Answers200<T>(string description, params ImmutableArray<string> headers) => Answering(200, typeof(T), description, headers);

    /// <summary>Answers with a status, and with JSON unless <paramref name="body"/> is null.</summary>
    public Described Answering(int status, Type? body, string description, params ImmutableArray<string> headers) =>
        this with { Answers = Answers.Add(new DescribedAnswer(status, body, description, headers)) };

    /// <summary>The last answer is not JSON.</summary>
    public Described As(string mediaType) => this with { Answers = Answers.SetItem(Answers.Length - 1, Answers[^1] with { MediaType = mediaType }) };

    /// <summary>The last answer is a Trial instead when it was only tried.</summary>
    public Described OrTrial() => this with { Answers = Answers.SetItem(Answers.Length - 1, Answers[^1] with { OrTrial = true }) };

    /// <summary>Takes a file.</summary>
    public Described TakesFile(params ImmutableArray<string> mediaTypes) => this with { FileTypes = mediaTypes };

    /// <summary>Refuses with these statuses, too.</summary>
    public Described Refusing(params ImmutableArray<int> statuses) => this with { Refusals = Refusals.AddRange(statuses) };

    /// <summary>Says more.</summary>
    public Described Saying(string description) => this with { Description = description };

    /// <summary>Can be tried without being done.</summary>
    public Described Trying() => Query("dryRun", "Checks everything and tells what would happen, as a Trial; nothing is done or remembered.", "true", DescribedKind.Flag);

    /// <summary>Changes something: may be repeated under a key, and may find a job that is busy or in another state.</summary>
    public Described Changing() => Header(
        "Idempotency-Key", "Makes a repetition return the first answer, for 7 days at least. 1 to 128 characters.", "5f0c8b1e-7d42-4c7e-9a51-2f4e8a1c9d10").Refusing(409, 422, 429);
}

/// <summary>A parameter of the query or a header.</summary>
internal sealed record DescribedParameter(string Name, bool InHeader, string Description, string? Example, DescribedKind Kind)
{
    public bool Required { get; init; }
}

/// <summary>The JSON that an endpoint takes.</summary>
internal sealed record DescribedBody(Type Type, JsonNode Example, bool Required);

/// <summary>A good answer.</summary>
/// <param name="Body">Null: none.</param>
/// <param name="Headers">Of <see cref="DescribedHeaders"/>.</param>
internal sealed record DescribedAnswer(int Status, Type? Body, string Description, ImmutableArray<string> Headers)
{
    public string MediaType { get; init; } = "application/json";

    public bool OrTrial { get; init; }
}
