using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ActorPlatform.Actors.Membership;
using ActorPlatform.Actors.Ownership;

namespace ActorPlatform.Actors.Tls;

/// <summary>What a node shows to others, and whom it lets in; read from files.</summary>
/// <param name="Own">This node's certificate, with its key.</param>
/// <param name="Trust">Whom it lets in.</param>
internal sealed record NodeCertificates(X509Certificate2 Own, NodeTrust Trust)
{
    private const string Section = "actorplatform.node.tls";
    private const string Remedy = "docs/operations.md shows how to make one";

    /// <summary>Reads and checks the files.</summary>
    /// <returns>The certificates, or everything that is wrong, each with its key; neither when TLS is off.</returns>
    public static (NodeCertificates? Certificates, IReadOnlyList<string> Problems) Read(NodeOptions node, DateTimeOffset now)
    {
        if (!node.Tls.IsOn) return (null, []);
        var problems = new List<string>();
        var own = Try($"{Section}.certificate", problems, () => ReadOwn(node.Tls));
        var authorities = Try($"{Section}.ca", problems, () => ReadAuthorities(node.Tls.Ca));
        if (own is not null) problems.AddRange(ProblemsOf(own, node, now));
        if (authorities is null || own is null) return (null, problems);
        var trust = new NodeTrust(authorities, node.Tls.CheckHost);
        problems.AddRange(trust.FindProblems(own, WithinLifeOf(own, now)).Select(problem => $"{Section}.certificate: {node.Tls.Certificate} would be refused by nodes that have the same {Section}.ca: {problem}."));
        return problems.Count == 0 ? (new NodeCertificates(own, trust), problems) : (null, problems);
    }

    private static X509Certificate2 ReadOwn(NodeTlsOptions options)
    {
        var content = ReadFile(options.Certificate, "this node's certificate");
        if (!IsPem(content))
            return options.Key.Length == 0 ? ReadPkcs12(content, options) : throw new FormatException($"{options.Certificate} is no PEM file, and one of PKCS#12 has its key inside: leave {Section}.key out, or name a PEM file");
        var pem = Text(content);
        var key = options.Key.Length == 0 ? pem : Text(ReadFile(options.Key, "the certificate's key"));
        var file = options.Key.Length == 0 ? options.Certificate : options.Key;
        if (!pem.Contains("-----BEGIN CERTIFICATE-----", StringComparison.Ordinal)) throw new FormatException($"{options.Certificate} holds no certificate");
        if (!key.Contains("PRIVATE KEY-----", StringComparison.Ordinal)) throw new FormatException($"{file} holds no private key; name its file in {Section}.key");
        try
        {
            if (!key.Contains("ENCRYPTED", StringComparison.Ordinal)) return X509Certificate2.CreateFromPem(pem, key);
            if (!key.Contains("-----BEGIN ENCRYPTED PRIVATE KEY-----", StringComparison.Ordinal)) throw new FormatException($"the key in {file} is encrypted in an old way; write it anew with openssl pkcs8 -topk8");
            return options.Password.Length > 0 ? X509Certificate2.CreateFromEncryptedPem(pem, key, options.Password) : throw new FormatException($"the key in {file} is encrypted; give {Section}.password");
        }
        catch (Exception exception) when (exception is CryptographicException or ArgumentException)
        {
            throw new FormatException($"the key in {file} cannot be used with the certificate in {options.Certificate}: it belongs to another one, is damaged, or {Section}.password is wrong ({exception.Message})", exception);
        }
    }

    private static X509Certificate2 ReadPkcs12(byte[] content, NodeTlsOptions options)
    {
        try
        {
            var own = X509CertificateLoader.LoadPkcs12(content, options.Password);
            return own.HasPrivateKey ? own : throw new FormatException($"{options.Certificate} holds no private key");
        }
        catch (CryptographicException exception)
        {
            throw new FormatException($"{options.Certificate} is neither a PEM file nor one of PKCS#12 that {Section}.password opens ({exception.Message})", exception);
        }
    }

    private static X509Certificate2Collection ReadAuthorities(string file)
    {
        var found = new X509Certificate2Collection();
        try
        {
            found.ImportFromPem(Text(ReadFile(file, "the certificate of the installation's own authority")));
        }
        catch (CryptographicException exception)
        {
            throw new FormatException($"{file} holds something that is no certificate ({exception.Message})", exception);
        }

        return found.Any(NodeTrust.IsRoot) ? found : throw new FormatException($"{file} holds no root, which is a certificate that signed itself, in PEM; add the one at the end of the chain");
    }

    private static IEnumerable<string> ProblemsOf(X509Certificate2 own, NodeOptions node, DateTimeOffset now)
    {
        var (file, begin, end) = (node.Tls.Certificate, own.NotBefore.ToUniversalTime(), own.NotAfter.ToUniversalTime());
        if (now.UtcDateTime > end) yield return $"{Section}.certificate: {file} ended at {end:u}; put a new one there ({Remedy}).";
        if (now.UtcDateTime < begin) yield return $"{Section}.certificate: {file} begins only at {begin:u}, and this machine's clock says {now:u}; one of the two is wrong.";
        if (node.Tls.CheckHost && NodeAddress.IsValid(node.Advertise) && !own.MatchesHostname(NodeAddress.Split(node.Advertise).Host, allowWildcards: false, allowCommonName: false))
            yield return $"{Section}.check-host: {file} does not name {NodeAddress.Split(node.Advertise).Host}, where this node is reached (node.advertise), among its alternative names; put a new one there ({Remedy}).";
    }

    // That it has ended is told in words of its own, and must not hide what else is wrong with it.
    private static DateTimeOffset WithinLifeOf(X509Certificate2 own, DateTimeOffset now) =>
        new(Math.Clamp(now.UtcTicks, own.NotBefore.ToUniversalTime().Ticks, own.NotAfter.ToUniversalTime().AddSeconds(-1).Ticks), TimeSpan.Zero);

    private static byte[] ReadFile(string file, string what)
    {
        if (file.Length == 0) throw new FormatException($"it is empty, and {Section} is set: name the file of {what}");
        try
        {
            return File.ReadAllBytes(file);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new FormatException($"the file of {what} cannot be read: {exception.Message.TrimEnd('.')}", exception);
        }
    }

    private static bool IsPem(byte[] content) => Text(content).Contains("-----BEGIN ", StringComparison.Ordinal);

    private static string Text(byte[] content) => System.Text.Encoding.Latin1.GetString(content);

    private static T? Try<T>(string key, List<string> problems, Func<T> read)
        where T : class
    {
        try
        {
            return read();
        }
        catch (FormatException exception)
        {
            problems.Add($"{key}: {exception.Message}.");
            return null;
        }
    }
}
