using ActorPlatform.Actors.Ownership;
using Akka.Remote.Hosting;
using Microsoft.Extensions.Logging;

namespace ActorPlatform.Actors.Tls;

/// <summary>TLS on the connections between nodes, with proof of both sides.</summary>
internal sealed partial class NodeTls
{
    private static readonly TimeSpan s_warnBefore = TimeSpan.FromDays(30);
    private readonly NodeCertificates _certificates;
    private readonly bool _checkHost;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;

    private NodeTls(NodeCertificates certificates, bool checkHost, TimeProvider time, ILogger logger) => (_certificates, _checkHost, _time, _logger) = (certificates, checkHost, time, logger);

    /// <summary>Reads the files, and logs until when they hold; null when TLS is off.</summary>
    /// <exception cref="NodeTlsException">Something is wrong with the files; it lists all of it.</exception>
    public static NodeTls? Read(NodeOptions node, TimeProvider time, ILogger logger)
    {
        var (certificates, problems) = NodeCertificates.Read(node, time.GetUtcNow());
        if (problems.Count > 0) throw new NodeTlsException(problems);
        if (certificates is null) return null;
        var tls = new NodeTls(certificates, node.Tls.CheckHost, time, logger);
        tls.LogEnd();
        return tls;
    }

    /// <summary>What the transport is to do. Its own way to trust is the machine's store, so ours replaces it, in both directions.</summary>
    public SslOptions ToTransport() => new()
    {
        X509Certificate = _certificates.Own,
        RequireMutualAuthentication = true,
        ValidateCertificateHostname = _checkHost,
        SuppressValidation = false,
        CustomValidator = (certificate, _, peer, errors, _) =>
        {
            var problems = _certificates.Trust.FindProblems(certificate, _time.GetUtcNow(), errors);
            if (problems.Count > 0) LogRefused(peer, certificate?.Subject ?? "none", string.Join("; ", problems));
            return problems.Count == 0;
        },
    };

    private void LogEnd()
    {
        var own = _certificates.Own;
        var end = own.NotAfter.ToUniversalTime();
        var left = end - _time.GetUtcNow().UtcDateTime;
        if (left > s_warnBefore)
            LogShown(own.Subject, end);
        else
            LogEndsSoon(own.Subject, end, left.Days);
    }

    [LoggerMessage(2120, LogLevel.Information, "Connections between nodes are encrypted, and both sides prove who they are; this node is {Subject} until {End:u}")]
    private partial void LogShown(string subject, DateTime end);

    [LoggerMessage(2121, LogLevel.Warning, "This node's certificate {Subject} ends at {End:u}, in {Days} days: then no node lets it in any more. Put a new one in its place, and restart the node")]
    private partial void LogEndsSoon(string subject, DateTime end, int days);

    [LoggerMessage(2122, LogLevel.Warning, "The connection with {Peer} was refused, whose certificate is {Subject}: {Problems}")]
    private partial void LogRefused(string peer, string subject, string problems);
}
