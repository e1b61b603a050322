using System.Diagnostics.Metrics;
using ActorPlatform.Actors.Entities;
using ActorPlatform.Actors.Nodes;
using Microsoft.Extensions.Time.Testing;

namespace ActorPlatform.Actors.Tests.Membership;

public sealed class PersistLatencyTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly PersistLatency _latency;

    public PersistLatencyTests() => _latency = new PersistLatency(_time);

    public void Dispose() => _latency.Dispose();

    [Fact]
    public void Read_OfTheLastMinute_TellsMedianAndTail()
    {
        _latency.Add(9);
        _time.Advance(TimeSpan.FromSeconds(61));
        for (var number = 1; number <= 100; number++) _latency.Add(number / 1000.0);

        var read = _latency.Read().ShouldNotBeNull();

        read.Writes.ShouldBe(100);
        read.Median.TotalMilliseconds.ShouldBe(50, 1);
        read.Percentile99.TotalMilliseconds.ShouldBe(99, 1);
    }

    [Fact]
    public void Read_OfVeryMany_CountsTheNewestOnly()
    {
        for (var number = 0; number < 3000; number++) _latency.Add(number < 2000 ? 5 : 0.001);

        var read = _latency.Read().ShouldNotBeNull();

        read.Writes.ShouldBe(1024);
        read.Median.TotalMilliseconds.ShouldBe(1, 0.1);
    }

    /// <summary>Other tests of this process may write meanwhile: a few among a thousand.</summary>
    [Fact]
    public void Metric_OfPersisting_IsHeardAndNoOther()
    {
        using var meter = new Meter(EntityMetrics.Name);
        var other = meter.CreateHistogram<double>("actorplatform.something.else");
        _latency.Listen();

        for (var number = 0; number < 1024; number++)
        {
            EntityMetrics.Persisted("persist-latency-test", TimeSpan.FromHours(3));
            other.Record(1e6);
        }

        var read = _latency.Read().ShouldNotBeNull();
        (read.Median, read.Percentile99).ShouldBe((TimeSpan.FromHours(3), TimeSpan.FromHours(3)));
    }
}
