using ActorPlatform.Actors.Tests.Storage;
using ActorPlatform.Hosting;
using Microsoft.Data.Sqlite;
using Xunit.Abstractions;

namespace ActorPlatform.Edge.Tests.Hosting.Faults;

/// <summary>F14: the whole engine on a SQLite file whose disk is full, or read-only.</summary>
public sealed class SqliteFaultTests(ITestOutputHelper output) : IDisposable
{
    private static readonly TimeSpan s_within = TimeSpan.FromSeconds(10);
    private readonly SmallDisk _disk = new();
    private readonly FakeCluster _cluster = new("a");

    public void Dispose() => _disk.Dispose();

    [SkippableFact]
    public async Task DiskFull_ThenSpace_Commands503AndEveryJobGoesOnByItself()
    {
        Skip.If(_disk.Missing is not null, _disk.Missing!);
        var fleet = new Fleet(_cluster);
        await using var engine = await EngineHost.StartAsync(_disk.Path, _cluster);
        await fleet.RunAsync(engine);
        var ballast = _disk.Fill();
        await fleet.DefineUntilRefusedAsync();

        await fleet.SuspendAsync(all503: false);
        (await engine.StatusOfAsync("/api/v1/jobs")).ShouldBe(200);
        ballast.Delete();

        await ComeBackAsync(fleet);
        await fleet.CheckAsync();
    }

    [SkippableFact]
    public async Task DiskReadOnly_RefusesToStartAndSaysWhy_WritableAgain_EveryJobGoesOn()
    {
        Skip.If(_disk.Missing is not null, _disk.Missing!);
        var fleet = new Fleet(_cluster);
        await using (var engine = await EngineHost.StartAsync(_disk.Path, _cluster))
        {
            await fleet.RunAsync(engine);
            await fleet.BeginStartsAsync();
        }

        // An engine that has ended may leave connections in the pool for a moment, and each has the file open.
        await Eventually.IsAsync(
            () =>
            {
                SqliteConnection.ClearAllPools();
                return Task.FromResult(_disk.TryMakeReadOnly());
            },
            TimeSpan.FromSeconds(60),
            "the disk becomes read-only");
        var refusal = await Should.ThrowAsync<Exception>(() => EngineHost.StartAsync(_disk.Path, _cluster));
        EngineStartFailures.Explain(refusal).ShouldNotBeNull().Text.ShouldContain("cannot be written");
        _disk.MakeWritable();

        await using var again = await EngineHost.StartAsync(_disk.Path, _cluster);
        await ComeBackAsync(fleet, again);
        await fleet.CheckAsync();
    }

    private async Task ComeBackAsync(Fleet fleet, EngineHost? another = null)
    {
        var took = await fleet.ComeBackAsync(another);
        output.WriteLine($"Every job answers and takes commands again after {took.TotalSeconds:0.0} s.");
        took.ShouldBeLessThan(s_within);
    }
}
