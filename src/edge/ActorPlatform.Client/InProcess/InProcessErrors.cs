using System.Collections.Immutable;
using ActorPlatform.Behaviors;
using ActorPlatform.Jobs;
using ActorPlatform.Jobs.Facade;
using ActorPlatform.Jobs.Specs;

namespace ActorPlatform.Client.InProcess;

/// <summary>Makes exceptions of what is not a success.</summary>
internal static class InProcessErrors
{
    private static readonly Dictionary<string, string[]> s_none = [];

    public static NotFoundException JobNotFound(string id) => new("job.not-found", $"There is no job '{id}'.");

    public static NotFoundException RunNotFound(int run) => new("run.not-found", $"The job remembers no run '{run}'; it keeps the newest 20.");

    public static InputException EmptyArtifact() => new("body.missing", "The artifact is empty; its content is expected.", s_none);

    public static InputException Invalid(string field, string problem) => new("request.invalid", $"{field} {problem}", new Dictionary<string, string[]> { [field] = [problem] });

    public static InputException Invalid(ImmutableArray<SpecProblem> problems) => new(
        "request.invalid",
        string.Join(' ', problems.Select(problem => $"{problem.Path} {problem.Message}")),
        problems.GroupBy(problem => problem.Path).ToDictionary(group => group.Key, group => group.Select(problem => problem.Message).ToArray()));

    public static ActorPlatformException Of(Answer answer) => answer switch
    {
        Answer.Rejected rejected => Of(rejected.Reason),
        Answer.Busy => new UnavailableException("job.busy", "Too many commands wait for this job; nothing was done. Repeat it with the same key."),
        Answer.InProgress => new UnavailableException("idempotency.in-progress", "A command with this key is in work. Repeat it later with the same key: it gets the first one's answer."),
        Answer.Unavailable unavailable => new UnavailableException("service.unavailable", unavailable.Why),
        _ => throw new InvalidOperationException($"The job answered {answer}, which this command does not expect."),
    };

    /// <summary>What is wrong with a spec; null when nothing is.</summary>
    public static InputException? Check(JobSpec spec, IReadOnlyCollection<string> clusters)
    {
        var problems = SpecValidator.Check(spec, clusters);
        if (problems.IsEmpty)
            return null;
        var errors = problems.GroupBy(problem => problem.Path).ToDictionary(group => group.Key, group => group.Select(problem => Secrets.HideProblem(problem.Path, problem.Message)).ToArray());
        return new InputException(problems[0].Code, $"The spec cannot be used: {string.Join(' ', errors.SelectMany(field => field.Value.Select(problem => $"{field.Key} {problem}")))}", errors);
    }

    public static ActorPlatformException Of(Rejection reason) => reason.Kind switch
    {
        RejectionKind.NotFound => new NotFoundException(reason.Code, reason.Message),
        RejectionKind.Conflict or RejectionKind.Outdated => new ConflictException(reason.Code, reason.Message),
        RejectionKind.KeyReused or RejectionKind.Invalid => new InputException(reason.Code, reason.Message, s_none),
        _ => new ActorPlatformException(reason.Code, reason.Message),
    };
}
