namespace ActorPlatform.Edge.Tests.Host;

/// <summary>A writer that signals the first line with a text.</summary>
internal sealed class SignalWriter(string text) : StringWriter
{
    private readonly TaskCompletionSource<string> _seen = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<string> Seen => _seen.Task;

    public override Task WriteLineAsync(string? value)
    {
        if (value?.Contains(text, StringComparison.Ordinal) == true)
            _seen.TrySetResult(value);
        return base.WriteLineAsync(value);
    }
}
