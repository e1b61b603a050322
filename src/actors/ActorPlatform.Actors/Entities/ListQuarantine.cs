using ActorPlatform.Actors.Storage.Lists;

namespace ActorPlatform.Actors.Entities;

/// <summary>Shows quarantines in the list of entities, where the waker skips them.</summary>
internal sealed class ListQuarantine(IListStore list) : IQuarantine
{
    public Task MarkAsync(string entityId, string why, CancellationToken cancellationToken) => list.SetQuarantineAsync(entityId, why, cancellationToken);

    public Task<bool> ClearAsync(string entityId, CancellationToken cancellationToken) => list.ClearQuarantineAsync(entityId, cancellationToken);
}
