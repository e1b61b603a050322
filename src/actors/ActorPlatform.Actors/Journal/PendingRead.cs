namespace ActorPlatform.Actors.Journal;

/// <summary>A question that waits for its group.</summary>
internal sealed class PendingRead<TQuestion, TAnswer>(TQuestion question, CancellationToken abandoned)
{
    private readonly TaskCompletionSource<TAnswer> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TQuestion Question => question;

    public bool IsAbandoned => abandoned.IsCancellationRequested;

    public Task<TAnswer> Answer => _answer.Task;

    public void Reply(TAnswer answer) => _answer.TrySetResult(answer);

    public void End(Exception failure) => _answer.TrySetException(failure);
}
