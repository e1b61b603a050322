using System.Globalization;
using ActorPlatform.Jobs;
using ActorPlatform.Jobs.Facade;

namespace ActorPlatform.Edge.Tests.Api;

/// <summary>A feed in memory, or one that never ends.</summary>
internal sealed class FakeFeed
{
    private readonly List<EventView> _items = [];
    private readonly Lock _gate = new();
    private int _reads;

    /// <summary>Every reading brings another megabyte.</summary>
    public bool Endless { get; set; }

    public int Reads => _reads;

    public string Position
    {
        get
        {
            lock (_gate)
                return Text(_items.Count);
        }
    }

    public void Add(string type)
    {
        lock (_gate)
            _items.Add(Item(_items.Count + 1, type, ""));
    }

    /// <summary>An event of a job at a time.</summary>
    public void Add(string type, string job, DateTimeOffset at)
    {
        lock (_gate)
            _items.Add(Item(_items.Count + 1, type, "") with { Job = new JobId(job), At = at });
    }

    public EventPage Read(string? after, int limit)
    {
        Interlocked.Increment(ref _reads);
        lock (_gate)
        {
            var known = int.TryParse(after ?? "0", NumberStyles.None, CultureInfo.InvariantCulture, out var start);
            if (Endless)
                return new EventPage([Item(start + 1, "big", new string('x', 1 << 20))], Text(start + 1), Outdated: false);
            if (!known || start > _items.Count)
                return new EventPage([], after!, Outdated: true);
            var page = _items.Skip(start).Take(limit).ToList();
            return new EventPage([.. page], Text(start + page.Count), Outdated: false);
        }
    }

    private static EventView Item(int number, string type, string text) =>
        new(Text(number), new JobId("job-1"), DateTimeOffset.UnixEpoch, "anna", type, 4, $"It\nhappened.{text}", """{"$":"job-rested"}""") { Status = JobStatus.Failed };

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
