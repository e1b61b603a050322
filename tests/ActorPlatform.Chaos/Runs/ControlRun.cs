using ActorPlatform.Chaos.Checking;
using ActorPlatform.Chaos.Clients;
using ActorPlatform.Chaos.Processes;

namespace ActorPlatform.Chaos.Runs;

/// <summary>A run without one of the guards: the same trouble for one node after the other, until the checker sees what the guard is there for.</summary>
internal sealed class ControlRun(Site site, Recorder recorder)
{
    private const int Rounds = 8;
    private static readonly TimeSpan s_between = TimeSpan.FromSeconds(4);

    /// <summary>False when the rule found nothing after all rounds.</summary>
    public async Task<bool> FindsAsync(Func<EngineNode, Task> trouble, Func<History, IEnumerable<Violation>> rule)
    {
        var observer = new Observer(site);
        for (var round = 0; round < Rounds; round++)
        {
            var node = site.Nodes[round % site.Nodes.Count];
            await site.ReadyAsync(TimeSpan.FromMinutes(2));
            recorder.Tell($"round {round + 1}: {node.Name}");
            await trouble(node);
            await Task.Delay(s_between);
            var violations = rule(await observer.HistoryAsync()).ToList();
            foreach (var violation in violations.Take(3))
                recorder.Tell($"as it must be, {violations.Count} times: {violation.Invariant}: {violation.What}");
            if (violations.Count > 0)
                return true;
        }

        return false;
    }
}
