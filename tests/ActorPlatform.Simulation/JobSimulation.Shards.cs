using ActorPlatform.Actors.Entities;
using ActorPlatform.Actors.Sharding;
using Microsoft.Extensions.Logging.Abstractions;
using Node = ActorPlatform.Actors.TestKit.Simulation.SimulatedNode<ActorPlatform.Jobs.JobState, ActorPlatform.Jobs.Commands.JobCommand, ActorPlatform.Jobs.Events.JobEvent>;

namespace ActorPlatform.Simulation;

/// <summary>Who owns what: sharding's part and the downing's. Who is fenced is decided in one place, <see cref="Fence"/>.</summary>
internal sealed partial class JobSimulation
{
    private static readonly TimeSpan s_fenceAfter = TimeSpan.FromSeconds(4.25);
    private static readonly TimeSpan s_partitionedFor = TimeSpan.FromSeconds(8);
    private readonly Dictionary<string, Node> _owners = [];
    private readonly HashSet<string> _moving = [];
    private Partition? _partition;

    /// <summary>Nodes that do not reach the others.</summary>
    private sealed record Partition(HashSet<string> Hosts, DateTimeOffset Since)
    {
        /// <summary>What they believe: only where nobody arbitrates.</summary>
        public Dictionary<string, Node> Owners { get; init; } = [];
    }

    private IEnumerable<Node> Members => _nodes.Where(n => !n.IsDead && !_arbiter.IsFenced(n.Incarnation));

    private bool IsApart(Node node) => _partition?.Hosts.Contains(node.Name) is true;

    /// <summary>Fences, then gives the jobs of the dead to the living.</summary>
    private async Task ArbitrateAsync()
    {
        while (true)
        {
            await Task.Delay(TimeSpan.FromSeconds(1), _time, _end.Token);
            Fence();
            if (!Members.Any())
                continue;
            if (_partition is { } partition && _options.Opinions)
            {
                Own(partition.Owners, [.. Members.Where(IsApart)], IsOver(partition));
                Own(_owners, [.. Members.Where(n => !IsApart(n))], IsOver(partition));
            }
            else
            {
                // The shard coordinator is with the oldest member; its side alone moves shards, and only the fenced are gone.
                var active = IsApart(Members.MinBy(n => n.Incarnation)!);
                Own(_owners, [.. Members.Where(n => IsApart(n) == active)], isDown: false);
            }
        }
    }

    // The seam for who fences whom: by silence, and in a partition the larger side the smaller one.
    private void Fence()
    {
        _arbiter.FenceSilent(s_fenceAfter);
        if (_options.Opinions || _partition is not { } partition || !IsOver(partition))
            return;
        var sides = Members.ToLookup(IsApart);
        if (!sides[true].Any() || !sides[false].Any())
            return;
        var (apart, rest) = (sides[true].Count(), sides[false].Count());
        var isApartSmaller = apart != rest ? apart < rest : sides[true].Min(n => n.Incarnation) > sides[false].Min(n => n.Incarnation);
        _arbiter.Fence([.. sides[isApartSmaller].Select(n => n.Incarnation)]);
    }

    private bool IsOver(Partition partition) => _time.GetUtcNow() - partition.Since > s_partitionedFor;

    /// <param name="isDown">By opinion: members of the other side count as gone.</param>
    private void Own(Dictionary<string, Node> owners, Node[] candidates, bool isDown)
    {
        if (candidates.Length == 0)
            return;
        foreach (var job in _jobs)
        {
            if (owners.TryGetValue(job, out var owner) && !owner.IsDead && !_arbiter.IsFenced(owner.Incarnation) && (!isDown || candidates.Contains(owner)))
                continue;
            if (owner is null && _moving.Contains(job))
                continue;
            var next = owners[job] = candidates[_random.Next(candidates.Length)];
            Trace($"{job} goes to {next.Context.Name}");
            next.Host(job, load: false);
        }
    }

    /// <summary>A planned move: the owner finishes its write first. One that sleeps does so when it wakes, or is fenced.</summary>
    private async Task HandOffAsync(string job)
    {
        if (!_owners.TryGetValue(job, out var owner) || _partition is not null || !_moving.Add(job))
            return;
        Trace($"{job} is handed off by {owner.Context.Name}");
        _owners.Remove(job);
        var ended = new TaskCompletionSource();
        owner.HandOff(job, () => ended.TrySetResult());
        while (!ended.Task.IsCompleted && !owner.IsDead && !_arbiter.IsFenced(owner.Incarnation))
            await Task.WhenAny(ended.Task, Task.Delay(TimeSpan.FromSeconds(1), _time));
        _moving.Remove(job);
    }

    /// <summary>Through a node to whoever owns the job in its eyes; never answered where the way is cut.</summary>
    private Task<EntityAnswer> Route(Node entry, string job, Func<Node, Task<EntityAnswer>> ask)
    {
        var owners = _options.Opinions && IsApart(entry) ? _partition!.Owners : _owners;
        return owners.TryGetValue(job, out var owner) && IsApart(owner) == IsApart(entry) ? ask(owner) : new TaskCompletionSource<EntityAnswer>().Task;
    }

    /// <summary>The product's waker on a node: what owes something lives without being asked, few at once, the earliest deadline first.</summary>
    private async Task WakeAsync(Node node)
    {
        var options = _setup.Definition.Options;
        var waker = new Waker(
            _setup.Definition.Name, new SimulatedList(_journal, node.Incarnation), new WakingClient(job => WakeAsync(node, job)), new NodeShare(), options, NullLogger<Waker>.Instance);
        while (true)
        {
            var all = false;
            try
            {
                all = await waker.WakeAsync(CancellationToken.None);
            }
            catch (TimeoutException)
            {
                Trace($"{node.Context.Name} cannot read the list");
            }

            await Task.Delay(all ? options.WakeEvery : options.WakeAgainAfter, _time, node.Life);
        }
    }

    private async Task<EntityAnswer> WakeAsync(Node node, string job)
    {
        var answer = Route(node, job, owner => owner.WakeAsync(job));
        await Task.WhenAny(answer, Task.Delay(_setup.Definition.Options.AskTimeout, _time, node.Life));
        return answer.IsCompletedSuccessfully ? await answer : new EntityAnswer.Unavailable("no answer", TimeSpan.FromSeconds(1));
    }
}
