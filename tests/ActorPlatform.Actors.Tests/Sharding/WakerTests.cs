using System.Collections.Immutable;
using ActorPlatform.Actors.Entities;
using ActorPlatform.Actors.Sharding;
using ActorPlatform.Actors.Storage.Lists;
using Microsoft.Extensions.Logging.Abstractions;

namespace ActorPlatform.Actors.Tests.Sharding;

public sealed class WakerTests
{
    private readonly FakeList _list = new();
    private readonly FakeEntities _entities = new();
    private readonly EntityOptions _options = new() { WakePage = 3, WakeInFlight = 2 };

    [Fact]
    public async Task Wake_SeveralPages_WakesAllInTheOrderOfTheirDeadlines()
    {
        _list.Owing = [.. Enumerable.Range(0, 7).Select(id => new OwingRow($"e{id}", null))];

        (await Waker().WakeAsync(CancellationToken.None)).ShouldBeTrue();

        _entities.Woken.ShouldBe(["e0", "e1", "e2", "e3", "e4", "e5", "e6"]);
    }

    [Fact]
    public async Task Wake_Many_NeverMoreAtOnceThanMayBe()
    {
        _list.Owing = [.. Enumerable.Range(0, 20).Select(id => new OwingRow($"e{id}", null))];

        var hold = new TaskCompletionSource();
        _entities.Hold = hold.Task;

        var round = Waker().WakeAsync(CancellationToken.None);

        _entities.Woken.Count.ShouldBe(2);
        hold.SetResult();
        await round;
        _entities.Woken.Count.ShouldBe(20);
        _entities.MostAtOnce.ShouldBe(2);
    }

    [Fact]
    public async Task Wake_OneDoesNotWake_TheOthersDoAndTheRoundSaysSo()
    {
        _list.Owing = [new("poison", null), new("e1", null), new("e2", null)];
        _entities.Answers["poison"] = new EntityAnswer.Unavailable("It cannot be recovered.", TimeSpan.FromSeconds(1));

        (await Waker().WakeAsync(CancellationToken.None)).ShouldBeFalse();

        _entities.Woken.ShouldBe(["poison", "e1", "e2"]);
    }

    [Fact]
    public async Task Wake_OneIsQuarantined_IsNoFailureOfTheRound()
    {
        _list.Owing = [new("poison", null)];
        _entities.Answers["poison"] = new EntityAnswer.Quarantined("It cannot be recovered.");

        (await Waker().WakeAsync(CancellationToken.None)).ShouldBeTrue();
    }

    private Waker Waker() => new(_list, _entities, _options, NullLogger<Waker>.Instance);

    private sealed class FakeList : IListStore
    {
        public ImmutableArray<OwingRow> Owing { get; set; } = [];

        public Task<ImmutableArray<OwingRow>> ReadOwingAsync(OwingRow? after, int limit, CancellationToken cancellationToken) =>
            Task.FromResult(Owing.Skip(after is null ? 0 : Owing.IndexOf(after) + 1).Take(limit).ToImmutableArray());

        public Task<ListPage> ReadPageAsync(ListQuery query, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<StoredListRow?> FindAsync(string id, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<ImmutableArray<ListCount>> CountAsync(ListQuery query, ListColumn by, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<bool> SetQuarantineAsync(string id, string reason, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<bool> ClearQuarantineAsync(string id, CancellationToken cancellationToken) => throw new NotSupportedException();
    }

    private sealed class FakeEntities : IEntityClient
    {
        private readonly Lock _gate = new();
        private int _now;

        public Dictionary<string, EntityAnswer> Answers { get; } = [];

        public List<string> Woken { get; } = [];

        public Task Hold { get; set; } = Task.CompletedTask;

        public int MostAtOnce { get; private set; }

        public async Task<EntityAnswer> WakeAsync(string entityId, CancellationToken cancellationToken)
        {
            lock (_gate)
            {
                Woken.Add(entityId);
                MostAtOnce = Math.Max(MostAtOnce, ++_now);
            }

            await Hold;
            lock (_gate) _now--;
            return Answers.GetValueOrDefault(entityId, new EntityAnswer.Awake());
        }

        public Task<EntityAnswer> AskAsync(string entityId, EntityCommand command, CancellationToken cancellationToken) => throw new NotSupportedException();

        public void Tell(string entityId, string commandId, object command) => throw new NotSupportedException();

        public Task<EntityAnswer> ReadAsync(string entityId, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<EntityAnswer> AwaitChangeAsync(string entityId, long afterSequence, TimeSpan atMost, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<EntityAnswer> ReleaseAsync(string entityId, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
