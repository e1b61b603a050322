namespace ActorPlatform.Actors.Journal;

/// <summary>Takes what waits, a group at a time, on a connection of its own.</summary>
internal interface IGroupWorker : IAsyncDisposable
{
    /// <summary>Waits for something to do; false when nothing will come any more.</summary>
    ValueTask<bool> WaitAsync(CancellationToken cancellationToken);

    /// <summary>Takes one group and answers each in it, also when it fails.</summary>
    ValueTask HandleAsync(CancellationToken cancellationToken);
}
