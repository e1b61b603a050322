namespace ActorPlatform.Benchmarks.Fleet;

/// <summary>Looks again until something is so.</summary>
internal static class Until
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(200);

    /// <summary>While nobody answers, it is not so.</summary>
    public static async Task TrueAsync(Func<Task<bool>> isSo, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(s_patience);
        while (!await TryAsync(isSo)) await Task.Delay(s_look, patience.Token);
    }

    private static async Task<bool> TryAsync(Func<Task<bool>> isSo)
    {
        try
        {
            return await isSo();
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
