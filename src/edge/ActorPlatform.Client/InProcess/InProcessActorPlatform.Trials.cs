using System.Collections.Immutable;
using System.Text.Json;
using ActorPlatform.Client.Http;
using ActorPlatform.Client.Model;
using ActorPlatform.Jobs;
using ActorPlatform.Jobs.Commands;
using ActorPlatform.Jobs.Facade;
using ActorPlatform.Jobs.Specs;

namespace ActorPlatform.Client.InProcess;

public sealed partial class InProcessActorPlatform
{
    /// <inheritdoc />
    public async Task<Model.Trial> TryCreateJobAsync(JobSpec spec, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(spec);
        await CheckAsync(spec, cancellationToken);
        return await TryAsync(NewIdOf(spec, key: null), new DefineJob(spec), cancellationToken);
    }

    /// <inheritdoc />
    public async Task<Model.Trial> TryChangeSpecAsync(string jobId, JobSpec spec, int ifMatch, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(spec);
        var id = Inputs.IdOf(jobId);
        await CheckAsync(spec, cancellationToken);
        return await TryAsync(id, new ChangeSpec(spec, ifMatch), cancellationToken);
    }

    /// <inheritdoc />
    public Task<Model.Trial> TryRunAsync(string jobId, JobAction action, CancellationToken cancellationToken = default) =>
        TryAsync(Inputs.IdOf(jobId), Inputs.CommandOf(action), cancellationToken);

    /// <inheritdoc />
    public async Task<SpecDiff> CompareSpecsAsync(string jobId, int from, int to, CancellationToken cancellationToken = default)
    {
        var versions = await SpecVersionsAsync(jobId, cancellationToken);
        var changes = SpecDifference.Between(JsonOf(versions, from), JsonOf(versions, to));
        return new SpecDiff { From = from, To = to, Changes = [.. changes.Select(change => new SpecChange(change.Path, change.From, change.To))] };
    }

    private static JsonElement JsonOf(ImmutableArray<Jobs.Facade.SpecVersion> versions, int wanted) => versions.FirstOrDefault(version => version.Version == wanted) is { } found
        ? JsonSerializer.SerializeToElement(found.Spec, ClientJson.Of<JobSpec>())
        : throw new NotFoundException("spec.version-not-found", $"The job has no spec version '{wanted}'; it has 1 to {versions.Length}.");

    private async Task<Model.Trial> TryAsync(JobId id, JobCommand command, CancellationToken cancellationToken)
    {
        var request = new JobRequest($"r-{Guid.NewGuid():N}", "", by ?? "in-process", command);
        return await ReadAsync(() => jobs.TryAsync(id, request, cancellationToken)) switch
        {
            Jobs.Facade.Trial.Accepted accepted => Trials.Of(id, TrialOutline.Of(accepted, await ReadAsync(() => jobs.ListClustersAsync(cancellationToken)))),
            Jobs.Facade.Trial.Rejected rejected => throw InProcessErrors.Of(rejected.Reason),
            var other => throw new InvalidOperationException($"{other} is no outcome of a trial."),
        };
    }
}
