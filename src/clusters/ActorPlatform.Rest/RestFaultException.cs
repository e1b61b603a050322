using ActorPlatform.Jobs.Ports;

namespace ActorPlatform.Rest;

/// <summary>What kept a call from being answered.</summary>
public enum RestFault
{
    /// <summary>The host refused the connection: certainly not sent.</summary>
    Refused,

    /// <summary>No connection came about (unknown host, no route, connect time-out): not sent either, but says nothing of the process there.</summary>
    NotConnected,

    /// <summary>Nothing, or not all, within the time.</summary>
    TimedOut,

    /// <summary>The connection broke.</summary>
    Broken,

    /// <summary>An answer that cannot be what was asked for: too large, HTML, half a document.</summary>
    Garbage,

    /// <summary>The endpoint's breaker is open: not sent.</summary>
    BreakerOpen,

    /// <summary>Too many requests already wait: not sent.</summary>
    RateExceeded,

    /// <summary>This process has lost its right to act.</summary>
    RightLost,
}

/// <summary>A call without a usable answer.</summary>
public sealed class RestFaultException(RestFault fault, string endpoint, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>What happened.</summary>
    public RestFault Fault { get; } = fault;

    /// <summary>Scheme, host and port.</summary>
    public string Endpoint { get; } = endpoint;

    /// <summary>True when the request cannot have reached the other side, so that even an act may be tried elsewhere.</summary>
    public bool CannotHaveArrived => Fault is RestFault.Refused or RestFault.NotConnected or RestFault.BreakerOpen;

    /// <summary>True when no other endpoint would do better now.</summary>
    public bool IsOurs => Fault is RestFault.RateExceeded or RestFault.RightLost;

    internal bool CountsAgainstEndpoint => Fault is RestFault.Refused or RestFault.NotConnected or RestFault.TimedOut or RestFault.Broken;

    /// <summary>The ports' exception; "not sent" only for a refused connection.</summary>
    public ClusterUnreachableException ToUnreachable() => new(Endpoint, Message, Fault == RestFault.Refused, this);
}
