using System.Diagnostics.Metrics;

namespace ActorPlatform.Actors.Entities;

/// <summary>What the shell counts: meter <c>ActorPlatform.Actors</c>.</summary>
internal static class EntityMetrics
{
    public const string Name = "ActorPlatform.Actors";

    public const string PersistDuration = "actorplatform.persist.duration";

    private static readonly Meter _meter = new(Name);
    private static readonly InstrumentAdvice<double> _seconds = new() { HistogramBucketBoundaries = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60] };
    private static readonly Histogram<double> _persist = _meter.CreateHistogram(PersistDuration, "s", "From handing a commit to the journal until it is durable.", tags: null, _seconds);
    private static readonly Histogram<double> _recovery = _meter.CreateHistogram("actorplatform.entity.recovery.duration", "s", "From asking the journal for an entity until it is in memory.", tags: null, _seconds);
    private static readonly Histogram<double> _takeover = _meter.CreateHistogram("actorplatform.takeover.duration", "s", "From a change of what this node looks after until all of it that owes something is awake.", tags: null, _seconds);
    private static readonly Histogram<double> _effect = _meter.CreateHistogram("actorplatform.effect.duration", "s", "Attempts of outside acts, by effect and outcome.", tags: null, _seconds);
    private static readonly Counter<long> _wakes = _meter.CreateCounter<long>("actorplatform.entity.wakes", null, "Entities that owe something and were woken, by answer.");
    private static readonly Counter<long> _answers = _meter.CreateCounter<long>("actorplatform.entity.answers", null, "Answers of entities and their gates, by kind.");
    private static readonly Counter<long> _reloads = _meter.CreateCounter<long>("actorplatform.entity.reloads", null, "Reloads, by reason.");
    private static readonly Counter<long> _quarantines = _meter.CreateCounter<long>("actorplatform.entity.quarantines", null, "Entities quarantined.");
    private static readonly UpDownCounter<long> _loaded = _meter.CreateUpDownCounter<long>("actorplatform.entity.loaded", null, "Entities in memory.");

    public static void Persisted(string kind, TimeSpan took) => _persist.Record(took.TotalSeconds, Kind(kind));

    public static void Recovered(string kind, TimeSpan took) => _recovery.Record(took.TotalSeconds, Kind(kind));

    public static void TookOver(string kind, TimeSpan took) => _takeover.Record(took.TotalSeconds, Kind(kind));

    /// <param name="outcome"><c>DONE</c>; <c>AGAIN</c>: it told no outcome, and is made again; <c>BROKEN_OFF</c>: it is not owed any more, or the right to act was lost.</param>
    public static void Attempted(string effect, string outcome, TimeSpan took) => _effect.Record(took.TotalSeconds, new("effect", effect), new("outcome", outcome));

    public static void Woken(EntityAnswer answer) => _wakes.Add(1, new KeyValuePair<string, object?>("answer", answer.GetType().Name));

    public static void Answered(string kind, EntityAnswer answer) => _answers.Add(1, Kind(kind), new("answer", answer.GetType().Name));

    public static void Reloading(string kind, StopReason? reason) => _reloads.Add(1, Kind(kind), new("reason", reason?.ToString() ?? "Silent"));

    public static void Quarantined(string kind) => _quarantines.Add(1, Kind(kind));

    public static void Loaded(string kind) => _loaded.Add(1, Kind(kind));

    public static void Unloaded(string kind) => _loaded.Add(-1, Kind(kind));

    private static KeyValuePair<string, object?> Kind(string kind) => new("kind", kind);
}
