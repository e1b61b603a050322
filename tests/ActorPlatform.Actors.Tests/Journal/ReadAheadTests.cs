using System.Runtime.CompilerServices;
using ActorPlatform.Actors.Journal;
using Microsoft.Extensions.Time.Testing;

namespace ActorPlatform.Actors.Tests.Journal;

public sealed class ReadAheadTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly ReadAhead _ahead;

    public ReadAheadTests() => _ahead = new ReadAhead(_time, TimeSpan.FromSeconds(30), capacity: 2);

    [Fact]
    public void Take_PageThatCoversWhatIsAsked_HandsItOverOnce()
    {
        var page = Page(from: 0, highest: 5);
        _ahead.Put("a", page);

        _ahead.Take("a", 1, 5).ShouldBeSameAs(page);
        _ahead.Take("a", 1, 5).ShouldBeNull();
    }

    /// <summary>R1 reads up to 5 and is late; R2 reads up to 6; R1's page arrives; R2 asks for 1 to 6.</summary>
    [Fact]
    public void Take_LatePageOfAnOlderRecovery_NeverFeedsANewerOne()
    {
        _ahead.Put("a", Page(from: 0, highest: 6));
        _ahead.Put("a", Page(from: 0, highest: 5));

        _ahead.Take("a", 1, 6).ShouldBeNull();
    }

    [Fact]
    public void Take_PageBeginsTooLate_IsNotUsed()
    {
        _ahead.Put("a", Page(from: 4, highest: 6));

        _ahead.Take("a", 1, 6).ShouldBeNull();
    }

    [Fact]
    public void Take_RecoveryTimedOutLongAgo_PageIsDropped()
    {
        _ahead.Put("a", Page(from: 0, highest: 5));
        _time.Advance(TimeSpan.FromSeconds(31));

        _ahead.Take("a", 1, 5).ShouldBeNull();
    }

    [Fact]
    public void Put_MoreThanTheBound_DropsTheOldest()
    {
        foreach (var id in new[] { "a", "b", "c" })
        {
            _ahead.Put(id, Page(from: 0, highest: 1));
        }

        _ahead.Take("a", 1, 1).ShouldBeNull();
        _ahead.Take("c", 1, 1).ShouldNotBeNull();
    }

    /// <summary>The entity lives on for days, and no further recovery may come: what it was recovered from must not stay with it.</summary>
    [Fact]
    public void Take_PageHandedOver_IsKeptByNobody()
    {
        var page = PutAndTake("a");

        GC.Collect();

        page.TryGetTarget(out _).ShouldBeFalse();
    }

    [Fact]
    public void Put_PageNotYetTaken_IsKept()
    {
        var page = Put("a");

        GC.Collect();

        page.TryGetTarget(out _).ShouldBeTrue();
        GC.KeepAlive(_ahead);
    }

    // Of their own, not inlined: a local of the test would keep the page.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private WeakReference<ReadPage> Put(string id)
    {
        var page = Page(from: 0, highest: 5);
        _ahead.Put(id, page);
        return new WeakReference<ReadPage>(page);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private WeakReference<ReadPage> PutAndTake(string id)
    {
        var page = Put(id);
        _ahead.Take(id, 1, 5).ShouldNotBeNull();
        return page;
    }

    private static ReadPage Page(long from, long highest) => new(from, [], highest);
}
