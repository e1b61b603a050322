using ActorPlatform.Actors.Journal;
using ActorPlatform.Actors.Tests.Storage;

namespace ActorPlatform.Actors.Tests.Journal;

public sealed class WriteQueueTests
{
    private readonly WriteQueue _queue = new(capacity: 4, group: 3);
    private readonly Queue<PendingWrite> _carried = new();

    [Fact]
    public void Take_TwoWritesOfOneEntity_NeverShareAGroup()
    {
        _ = Add("a", 7);
        _ = Add("a", 7);
        _ = Add("b", 1);

        Names(_queue.Take(_carried)).ShouldBe(["a@7", "b@1"]);
        Names(_queue.Take(_carried)).ShouldBe(["a@7"]);
        _carried.ShouldBeEmpty();
    }

    [Fact]
    public void Take_MoreThanAGroup_TakesTheOldestFirst()
    {
        _ = Add("a", 1);
        _ = Add("b", 1);
        _ = Add("c", 1);
        _ = Add("d", 1);

        Names(_queue.Take(_carried)).ShouldBe(["a@1", "b@1", "c@1"]);
        Names(_queue.Take(_carried)).ShouldBe(["d@1"]);
    }

    [Fact]
    public async Task Write_QueueIsFull_FailsAtOnce()
    {
        foreach (var id in new[] { "a", "b", "c", "d" })
        {
            _ = Add(id, 1);
        }

        await Should.ThrowAsync<JournalBusyException>(() => Add("e", 1));
    }

    [Fact]
    public async Task Take_CallerHasGivenUp_WritesItNoMore()
    {
        using var abandoned = new CancellationTokenSource();
        var write = _queue.WriteAsync(Sample.Row("a", 1), abandoned.Token);
        await abandoned.CancelAsync();

        _queue.Take(_carried).ShouldBeEmpty();

        await Should.ThrowAsync<JournalBusyException>(() => write);
    }

    [Fact]
    public async Task Settle_WriteStillWaits_WithdrawsIt()
    {
        var write = Add("a", 1);

        await _queue.SettleAsync("a", CancellationToken.None);

        await Should.ThrowAsync<JournalBusyException>(() => write);
        _queue.Take(_carried).ShouldBeEmpty();
    }

    [Fact]
    public async Task Settle_GroupHasTheWrite_WaitsUntilItHasEnded()
    {
        var write = Add("a", 1);
        var taken = _queue.Take(_carried).ShouldHaveSingleItem();

        var settled = _queue.SettleAsync("a", CancellationToken.None);
        settled.IsCompleted.ShouldBeFalse();
        taken.End(new TimeoutException());

        await settled;
        await Should.ThrowAsync<TimeoutException>(() => write);
    }

    [Fact]
    public async Task Settle_OneTakenAndOneWaiting_SettlesBoth()
    {
        var first = Add("a", 1);
        var taken = _queue.Take(_carried).ShouldHaveSingleItem();
        var second = Add("a", 1);

        var settled = _queue.SettleAsync("a", CancellationToken.None);
        settled.IsCompleted.ShouldBeFalse();
        await Should.ThrowAsync<JournalBusyException>(() => second);
        taken.Accept();

        await settled;
        (await first).ShouldBeNull();
    }

    [Fact]
    public async Task Settle_NothingWaits_ReturnsAtOnce() => await _queue.SettleAsync("nobody", CancellationToken.None);

    [Fact]
    public async Task Close_IncarnationEnds_DropsWhatWaitsAndRefusesMore()
    {
        var write = Add("a", 1);

        _queue.Close();

        await Should.ThrowAsync<JournalBusyException>(() => write);
        await Should.ThrowAsync<JournalBusyException>(() => Add("b", 1));
        (await _queue.WaitAsync(CancellationToken.None)).ShouldBeFalse();
    }

    private static IEnumerable<string> Names(IEnumerable<PendingWrite> writes) => writes.Select(write => $"{write.Row.PersistenceId}@{write.Row.Sequence}");

    private Task<Exception?> Add(string id, long sequence) => _queue.WriteAsync(Sample.Row(id, sequence), CancellationToken.None);
}
