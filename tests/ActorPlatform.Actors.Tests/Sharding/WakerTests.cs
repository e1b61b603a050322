using System.Collections.Immutable;
using ActorPlatform.Actors.Entities;
using ActorPlatform.Actors.Sharding;
using ActorPlatform.Actors.Storage.Lists;
using Microsoft.Extensions.Logging.Abstractions;

namespace ActorPlatform.Actors.Tests.Sharding;

public sealed class WakerTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 25, 8, 0, 0, TimeSpan.Zero);

    // Neither by id nor as they were added; two have no deadline, and come last.
    private static readonly ImmutableArray<OwingRow> Shuffled =
    [
        Due("e3", 40), new("e9", null), Due("e1", 60), Due("e7", 10), Due("e2", 50), new("e0", null), Due("e8", 20), Due("e5", 30),
    ];

    private static readonly string[] Ordered = ["e7", "e8", "e5", "e3", "e2", "e1", "e0", "e9"];

    private readonly FakeList _list = new();
    private readonly FakeEntities _entities = new();
    private readonly NodeShare _share = new();
    private readonly EntityOptions _options = new() { WakePage = 3, WakeInFlight = 2 };

    [Fact]
    public async Task Wake_SeveralPages_WakesAllInTheOrderOfTheirDeadlines()
    {
        _list.Owing = Shuffled;

        (await Waker().WakeAsync(CancellationToken.None)).ShouldBeTrue();

        _entities.Woken.ShouldBe(Ordered);
    }

    /// <summary>Negative control: the order is the store's, and a store that has none is seen.</summary>
    [Fact]
    public async Task Wake_StoreThatDoesNotSort_WakesInAnotherOrder()
    {
        _list.Owing = Shuffled;
        _list.Sorts = false;

        await Waker().WakeAsync(CancellationToken.None);

        _entities.Woken.SequenceEqual(Ordered).ShouldBeFalse();
        _entities.Woken.ShouldBe(Ordered, ignoreOrder: true);
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
        _list.Owing = [Due("poison", 1), new("e1", null), new("e2", null)];
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

    /// <summary>Three nodes wake everything once; one that is no member wakes nothing.</summary>
    [Fact]
    public async Task Wake_SeveralNodes_EachWakesItsShareAndTogetherAll()
    {
        _list.Owing = [.. Enumerable.Range(0, 300).Select(id => new OwingRow($"e{id}", null))];
        string[] nodes = ["a", "b", "c"];
        foreach (var self in (string[])[.. nodes, "stranger"])
        {
            _share.Divide(nodes, self);
            var before = _entities.Woken.Count;
            await Waker().WakeAsync(CancellationToken.None);
            if (self == "stranger") _entities.Woken.Count.ShouldBe(before);
            else (_entities.Woken.Count - before).ShouldBeInRange(60, 140);
        }

        _entities.Woken.Order(StringComparer.Ordinal).ShouldBe(_list.Owing.Select(row => row.Id).Order(StringComparer.Ordinal));
    }

    private static OwingRow Due(string id, int minutes) => new(id, Start.AddMinutes(minutes));

    private Waker Waker() => new("toy", _list, _entities, _share, _options, NullLogger<Waker>.Instance);

    private sealed class FakeList : IListStore
    {
        public ImmutableArray<OwingRow> Owing { get; set; } = [];

        public bool Sorts { get; set; } = true;

        public Task<ImmutableArray<OwingRow>> ReadOwingAsync(string kind, OwingRow? after, int limit, CancellationToken cancellationToken)
        {
            var rows = Sorts
                ? [.. Owing.OrderBy(row => row.DueAt ?? DateTimeOffset.MaxValue).ThenBy(row => row.Id, StringComparer.Ordinal)]
                : Owing;
            return Task.FromResult(rows.Skip(after is null ? 0 : rows.IndexOf(after) + 1).Take(limit).ToImmutableArray());
        }

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
