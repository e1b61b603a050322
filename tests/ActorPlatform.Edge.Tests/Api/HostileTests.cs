using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace ActorPlatform.Edge.Tests.Api;

/// <summary>A good client is served while many bad ones hold on to the server.</summary>
public sealed class HostileTests : IAsyncLifetime
{
    private const int Attackers = 300;
    private static readonly TimeSpan s_atMost = TimeSpan.FromSeconds(60);

    private readonly ApiHost _host = new()
    {
        Limits = options => (options.HeadersWithin, options.IdleWithin, options.SlowWithin) = (TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2)),
    };

    public Task InitializeAsync() => _host.InitializeAsync();

    public Task DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task GoodClient_Beside300BadOnes_IsServed()
    {
        await _host.DefineAsync("good");
        using var stop = new CancellationTokenSource();
        var attackers = Enumerable.Range(0, Attackers).Select(i => new Attacker(_host.Address, (Attack)(i % 6), i)).ToArray();
        var attacks = attackers.Select(a => a.RunAsync(stop.Token)).ToArray();
        try
        {
            var ended = Task.WhenAll(attackers.Select(a => a.Ended));
            var (served, slowest) = await AskUntilAsync(ended, () => string.Join(", ", attackers.Where(a => !a.Ended.IsCompleted).Select(a => a.Attack).Distinct()));

            served.ShouldBeGreaterThan(20);
            slowest.ShouldBeLessThan(TimeSpan.FromSeconds(5));
            foreach (var (attack, line) in attackers.Zip(await ended, (a, line) => (a.Attack, line)))
                ShouldBeCutOff(attack, line);
            _host.Log.Entries.Where(e => e.Level >= LogLevel.Error).ShouldBeEmpty();
        }
        finally
        {
            await stop.CancelAsync();
            await Task.WhenAll(attacks);
        }
    }

    [Fact]
    public async Task Headers_TooLong_Answer431() => (await StatusAsync("GET", "/api/v1/jobs", ("X-A", new string('a', 40_000)))).ShouldBe(431);

    [Fact]
    public async Task Headers_TooMany_Answer431() => (await StatusAsync("GET", "/api/v1/jobs", [.. Enumerable.Range(0, 150).Select(i => ($"X-{i}", "a"))])).ShouldBe(431);

    [Fact]
    public async Task Path_TooLong_Answers414() => (await StatusAsync("GET", "/api/v1/jobs?q=" + new string('a', 9_000))).ShouldBe(414);

    /// <summary>The client asks until every attacker has been ended once.</summary>
    private async Task<(int Served, TimeSpan Slowest)> AskUntilAsync(Task ended, Func<string> left)
    {
        var (served, slowest, since) = (0, TimeSpan.Zero, Stopwatch.StartNew());
        while (!ended.IsCompleted || served < 50)
        {
            since.Elapsed.ShouldBeLessThan(s_atMost, $"not cut off: {left()}");
            var asked = Stopwatch.StartNew();
            (await _host.GetAsync("/api/v1/jobs")).Status.ShouldBe(200);
            slowest = asked.Elapsed > slowest ? asked.Elapsed : slowest;
            served++;
        }

        return (served, slowest);
    }

    private static void ShouldBeCutOff(Attack attack, string line)
    {
        string[] statuses = attack switch
        {
            Attack.SlowHeaders => ["408"],
            Attack.SlowBody => ["408"],
            Attack.Garbage => ["400"],
            Attack.HugeHeaders => ["431"],
            Attack.DeepJson => ["400"],
            _ => [],
        };
        if (line.Length > 0)
            statuses.ShouldContain(line.Split(' ')[1], $"{attack}: {line}");
        else
            attack.ShouldNotBe(Attack.DeepJson, "a whole request gets an answer");
    }

    private async Task<int> StatusAsync(string method, string path, params (string Name, string Value)[] headers) => (await _host.SendAsync(method, path, null, headers)).Status;
}
