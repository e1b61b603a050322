using System.Diagnostics.Metrics;
using ActorPlatform.Actors.Jobs.Rows;
using ActorPlatform.Actors.Jobs.Settings;
using ActorPlatform.Actors.Storage;
using ActorPlatform.Actors.Storage.Lists;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ActorPlatform.Actors.Jobs.Metrics;

/// <summary>Counts the jobs of the list by status and by health, again and again: the same on every node. Meter <see cref="JobTally.Name"/>.</summary>
internal sealed partial class JobGauges : BackgroundService
{
    private static readonly ListQuery _jobs = new() { Kind = JobDefinition.Kind };
    private readonly Meter _meter = new(JobTally.Name);
    private readonly IStorage _storage;
    private readonly TimeProvider _time;
    private readonly TimeSpan _every;
    private readonly ILogger<JobGauges> _logger;
    private IReadOnlyList<ListCount> _byStatus = [];
    private IReadOnlyList<ListCount> _byHealth = [];

    public JobGauges(IStorage storage, IOptions<JobOptions> options, TimeProvider time, ILogger<JobGauges> logger)
    {
        (_storage, _every, _time, _logger) = (storage, options.Value.CountEvery, time, logger);
        _meter.CreateObservableGauge("actorplatform.jobs", () => Measure(_byStatus, "status"), null, "Jobs by status, of all nodes.");
        _meter.CreateObservableGauge("actorplatform.jobs.by.health", () => Measure(_byHealth, "health"), null, "Jobs by health, of all nodes.");
    }

    public override void Dispose()
    {
        _meter.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(_every, _time);
        do
            await CountAsync(stoppingToken);
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private static IEnumerable<Measurement<long>> Measure(IReadOnlyList<ListCount> counts, string tag) => counts.Select(c => new Measurement<long>(c.Count, new KeyValuePair<string, object?>(tag, c.Value)));

    private async Task CountAsync(CancellationToken cancellationToken)
    {
        try
        {
            _byStatus = await _storage.Lists.CountAsync(_jobs, ListColumn.Status, cancellationToken);
            _byHealth = await _storage.Lists.CountAsync(_jobs, ListColumn.Health, cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // Declared boundary: no figures are better than old ones.
            (_byStatus, _byHealth) = ([], []);
            LogNotCounted(exception);
        }
    }

    [LoggerMessage(1202, LogLevel.Debug, "The jobs could not be counted; tried again soon")]
    private partial void LogNotCounted(Exception exception);
}
