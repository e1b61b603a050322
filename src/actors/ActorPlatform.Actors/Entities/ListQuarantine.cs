using System.Collections.Concurrent;
using ActorPlatform.Actors.Storage.Lists;

namespace ActorPlatform.Actors.Entities;

/// <summary>Shows quarantines in the list of entities, where the waker skips them.</summary>
internal sealed class ListQuarantine(IListStore list) : IQuarantine
{
    private const int Page = 500;
    private readonly ConcurrentDictionary<string, bool> _marked = new();

    public async Task LearnAsync(CancellationToken cancellationToken)
    {
        string? cursor = null;
        do
        {
            var page = await list.ReadPageAsync(new ListQuery { Quarantined = true, Limit = Page, Cursor = cursor }, cancellationToken);
            foreach (var stored in page.Items) _marked[stored.Row.Id] = true;
            cursor = page.NextCursor;
        }
        while (cursor is not null);
    }

    public bool MayBeMarked(string entityId) => _marked.ContainsKey(entityId);

    public async Task MarkAsync(string entityId, string why, CancellationToken cancellationToken)
    {
        // Before it is sent: a mark whose answer is lost may stand.
        _marked[entityId] = true;
        await list.SetQuarantineAsync(entityId, why, cancellationToken);
    }

    public async Task<bool> ClearAsync(string entityId, CancellationToken cancellationToken)
    {
        var wasMarked = await list.ClearQuarantineAsync(entityId, cancellationToken);
        _marked.TryRemove(entityId, out _);
        return wasMarked;
    }
}
