using System.Collections.Immutable;
using System.Data.Common;
using ActorPlatform.Actors.Storage.Nodes;

namespace ActorPlatform.Actors.Tests.Ownership;

internal sealed class FakeNodeStore : INodeStore
{
    public const long Incarnation = 12;

    /// <summary>Runs while a renewal is under way.</summary>
    public Action WhileRenewing { get; set; } = static () => { };

    public Renewal Next { get; set; } = new(RenewResult.Renewed, "1");

    public bool IsAway { get; set; }

    public int Renewals { get; private set; }

    public bool HasLeft { get; private set; }

    public Task<long> JoinAsync(NodeIdentity node, CancellationToken cancellationToken) => Task.FromResult(Incarnation);

    public bool IsShared => false;

    public Task<bool> AnnounceAsync(long incarnation, CancellationToken cancellationToken) => Task.FromResult(true);

    public Task<IJoinTurn?> TryTakeTurnAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public Renewal Renew(long incarnation)
    {
        incarnation.ShouldBe(Incarnation);
        if (IsAway) throw new AwayException();
        Renewals++;
        WhileRenewing();
        return Next;
    }

    /// <summary>What was done about other nodes, in order.</summary>
    public List<string> Done { get; } = [];

    public Task<ImmutableArray<long>> FenceAsync(FenceOrder order, CancellationToken cancellationToken) => IsAway
        ? throw new AwayException()
        : Note($"fence {string.Join(",", order.Victims.Select(victim => victim.Incarnation))}", order.Victims.Select(victim => victim.Incarnation).ToImmutableArray());

    public Task BuryAsync(long incarnation, CancellationToken cancellationToken) => Note($"bury {incarnation}", 0);

    public Task<int> EndSessionsAsync(long incarnation, CancellationToken cancellationToken) => Note($"end sessions of {incarnation}", 3);

    public Task LeaveAsync(long incarnation, string why, CancellationToken cancellationToken)
    {
        HasLeft = true;
        return Task.CompletedTask;
    }

    public Task<ImmutableArray<NodeRow>> ReadAsync(CancellationToken cancellationToken) => Task.FromResult(ImmutableArray<NodeRow>.Empty);

    private Task<T> Note<T>(string what, T answer)
    {
        Done.Add(what);
        return Task.FromResult(answer);
    }

    private sealed class AwayException() : DbException("The database is away.");
}
