using ActorPlatform.Client;
using ActorPlatform.Client.Model;

namespace ActorPlatform.Host.Cli;

/// <summary>Which events to show.</summary>
/// <param name="After">Those after this position.</param>
/// <param name="Limit">The newest so many.</param>
/// <param name="Follow">And those that come.</param>
internal sealed record EventTailRequest(string After, int Limit, bool Follow);

/// <summary>A job's events, each with a line of its own; a longer one goes on below itself.</summary>
internal sealed class EventTail(Session session, string jobId)
{
    private const int Page = 500;
    private const int Indent = 4;

    public async Task WriteAsync(EventTailRequest request, CancellationToken cancellationToken)
    {
        // Before the old ones are read: nothing may fall between.
        var since = request.Follow ? (await session.Client.ListJobsAsync(new JobFilter { Limit = 1 }, cancellationToken)).AsOf : null;
        var newest = await ReadAsync(request, cancellationToken);
        if (session.AsJson && !request.Follow)
            await session.WriteJsonAsync(new Page<JobEvent> { Items = [.. newest] });
        else
            foreach (var item in newest)
                await WriteAsync(item);
        if (request.Follow)
            await FollowAsync(since, newest.LastOrDefault()?.At, cancellationToken);
    }

    private async Task<Queue<JobEvent>> ReadAsync(EventTailRequest request, CancellationToken cancellationToken)
    {
        var newest = new Queue<JobEvent>();
        for (var after = request.After; ;)
        {
            var page = await session.Client.ListEventsAsync(jobId, after, Page, cancellationToken);
            foreach (var item in page.Items)
            {
                newest.Enqueue(item);
                if (newest.Count > request.Limit)
                    newest.Dequeue();
            }

            if (page.Items.Count == 0 || page.Next == after)
                return newest;
            after = page.Next;
        }
    }

    // What came between the two readings is in both: its time tells.
    private async Task FollowAsync(string? since, DateTimeOffset? shown, CancellationToken cancellationToken)
    {
        await foreach (var item in session.Client.FollowAsync(since, cancellationToken))
            if (item.JobId == jobId && (shown is null || item.At > shown))
                await WriteAsync(item);
    }

    private async Task WriteAsync(JobEvent item)
    {
        var line = $"{Session.Shown(item.At)}  {item.Type,-22} {(item.By is { } by ? $"[{by}] " : "")}{Cells.OneLine(item.Summary)}";
        if (session.AsJson)
            await session.Terminal.Out.WriteLineAsync(ActorPlatformJson.Write(item, indented: false));
        else
            foreach (var (part, index) in Cells.Wrap(line, session.Terminal.Width ?? int.MaxValue, Indent).Select((part, index) => (part, index)))
                await session.Terminal.Out.WriteLineAsync(index == 0 ? part : new string(' ', Indent) + part);
        await session.Terminal.Out.FlushAsync();
    }
}
