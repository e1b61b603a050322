using ActorPlatform.Jobs.Ports;
using Microsoft.Extensions.Logging;

namespace ActorPlatform.Rest;

/// <summary>The endpoints of one highly available service: the active one is remembered, stand-bys are passed over. Thread safe.</summary>
/// <param name="what">What they are, for messages: ResourceManager, NameNode.</param>
/// <param name="endpoints">In the order in which they are tried first.</param>
public sealed partial class EndpointGroup(string what, IReadOnlyList<Uri> endpoints, RestPipe pipe, TimeProvider time, ILogger logger)
{
    private volatile Active _active = new(0, Since: null);

    /// <summary>The endpoint that answered last as the active one.</summary>
    public Uri Current => endpoints[_active.Index];

    /// <summary>How long the present one has been seen active by us without a change; null when there is only one, or none was seen to change yet.</summary>
    public TimeSpan? ActiveFor => _active.Since is { } since ? time.GetElapsedTime(since) : null;

    /// <summary>All, as breakers name them.</summary>
    public IReadOnlyList<string> Names { get; } = [.. endpoints.Select(uri => uri.GetLeftPart(UriPartial.Authority))];

    /// <summary>Asks the active endpoint, then the others. An act goes on to the next one only when it cannot have arrived at this one; a reading goes on after any fault.</summary>
    /// <param name="make">The call to one endpoint.</param>
    /// <param name="isStandby">Whether an answer says "not me"; may throw <see cref="RestFaultException"/> for garbage.</param>
    /// <param name="isAct">True for what must not be done twice.</param>
    /// <exception cref="ClusterUnreachableException">None answered; names each and what was seen.</exception>
    public async Task<RestAnswer> SendAsync(
        Func<Uri, RestCall> make,
        Func<RestAnswer, bool> isStandby,
        bool isAct,
        CancellationToken cancellationToken)
    {
        var seen = new List<string>(endpoints.Count);
        var refused = 0;
        var first = _active.Index;
        for (var tried = 0; tried < endpoints.Count; tried++)
        {
            var index = (first + tried) % endpoints.Count;
            try
            {
                var answer = await pipe.SendAsync(make(endpoints[index]), cancellationToken);
                if (!isStandby(answer))
                {
                    Remember(index);
                    return answer;
                }

                seen.Add($"{Names[index]} is not the active {what}: {answer.Describe()}");
            }
            catch (RestFaultException e) when (!e.IsOurs && endpoints.Count > 1 && (!isAct || e.CannotHaveArrived))
            {
                seen.Add(e.Message);
                if (e.Fault == RestFault.Refused)
                    refused++;
            }
            catch (RestFaultException e) when (!e.IsOurs)
            {
                throw new ClusterUnreachableException(e.Endpoint, $"The {what} gave no usable answer. {e.Message}", e.Fault == RestFault.Refused, e);
            }
            catch (RestFaultException e)
            {
                throw e.ToUnreachable();
            }
        }

        throw new ClusterUnreachableException(
            string.Join(", ", Names),
            $"No {what} answered as the active one. {string.Join(" ", seen)}",
            notSent: refused == endpoints.Count);
    }

    private void Remember(int index)
    {
        var before = _active;
        if (before.Index == index && (before.Since is not null || endpoints.Count == 1))
            return;
        _active = new Active(index, time.GetTimestamp());
        if (before.Index != index)
            LogActive(logger, what, Names[index]);
    }

    [LoggerMessage(4001, LogLevel.Information, "The active {Kind} is now {Endpoint}")]
    private static partial void LogActive(ILogger logger, string kind, string endpoint);

    private sealed record Active(int Index, long? Since);
}
