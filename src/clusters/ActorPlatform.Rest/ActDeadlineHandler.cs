using ActorPlatform.Behaviors;

namespace ActorPlatform.Rest;

/// <summary>The right to act is lost: nothing more leaves this process.</summary>
internal sealed class ActDeadlineLostException() : IOException("This node has lost its right to act on the cluster.");

/// <summary>Checks the right to act in the innermost handler, below retries and limiters: a call that waited in any of them while the process slept must not leave it.</summary>
internal sealed class ActDeadlineHandler(IActDeadline deadline, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        // The token first: a right that is lost between the two lines cancels this token, and not a later one.
        var lost = deadline.Lost;
        if (!deadline.MayAct)
            throw new ActDeadlineLostException();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lost);
        try
        {
            return await base.SendAsync(request, either.Token);
        }
        catch (OperationCanceledException) when (lost.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new ActDeadlineLostException();
        }
    }
}
