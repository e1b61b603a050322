using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ActorPlatform.Actors.Tls;

/// <summary>Whose certificate is let in, whichever side opened the connection: one that the installation's own authorities signed, for a node, and that is valid now.</summary>
/// <param name="authorities">Roots, and intermediate ones.</param>
/// <param name="checkHost">Whether the name under which a node was reached must stand in its certificate.</param>
internal sealed class NodeTrust(X509Certificate2Collection authorities, bool checkHost)
{
    // A node opens connections and takes them. So a certificate that the same authority made for a web server, or for a person, is no node's.
    private static readonly Oid[] s_uses = [new("1.3.6.1.5.5.7.3.1", "server authentication"), new("1.3.6.1.5.5.7.3.2", "client authentication")];

    public static bool IsRoot(X509Certificate2 certificate) => certificate.SubjectName.RawData.AsSpan().SequenceEqual(certificate.IssuerName.RawData);

    /// <summary>Why it is not let in; none when it is.</summary>
    public IReadOnlyList<string> FindProblems(X509Certificate2? certificate, DateTimeOffset now, SslPolicyErrors errors = SslPolicyErrors.None)
    {
        if (certificate is null) return ["it showed no certificate"];
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        foreach (var authority in authorities) (IsRoot(authority) ? chain.ChainPolicy.CustomTrustStore : chain.ChainPolicy.ExtraStore).Add(authority);
        foreach (var use in s_uses) chain.ChainPolicy.ApplicationPolicy.Add(use);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        (chain.ChainPolicy.VerificationTimeIgnored, chain.ChainPolicy.VerificationTime) = (false, now.UtcDateTime);
        var isTrusted = chain.Build(certificate);
        List<string> problems = isTrusted ? [] : [.. chain.ChainStatus.Select(status => Explain(status, certificate)).Distinct()];
        if (checkHost && errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch)) problems.Add("it does not name the host under which it was reached");
        return problems;
    }

    private static string Explain(X509ChainStatus status, X509Certificate2 certificate) => status.Status switch
    {
        X509ChainStatusFlags.PartialChain or X509ChainStatusFlags.UntrustedRoot or X509ChainStatusFlags.NotSignatureValid => $"none of its authorities signed it (it says that {certificate.Issuer} did)",
        X509ChainStatusFlags.NotTimeValid => $"it is valid from {certificate.NotBefore.ToUniversalTime():u} to {certificate.NotAfter.ToUniversalTime():u}, or one of its authorities is not valid now",
        X509ChainStatusFlags.NotValidForUsage => $"its extended key usage is not both {string.Join(" and ", s_uses.Select(use => use.FriendlyName))}",
        _ => $"{status.Status}: {status.StatusInformation.Trim().TrimEnd('.')}",
    };
}
