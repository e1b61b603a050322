using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ActorPlatform.Actors.Tls;

namespace ActorPlatform.Actors.Tests.Tls;

/// <summary>An authority with files in a folder of its own.</summary>
internal sealed class TestAuthority : IDisposable
{
    public const string Server = "1.3.6.1.5.5.7.3.1";
    public const string Client = "1.3.6.1.5.5.7.3.2";
    private readonly string _folder = Directory.CreateTempSubdirectory("actorplatform-tls-").FullName;
    private readonly X509Certificate2 _root;
    private readonly X509Certificate2 _issuer;

    /// <param name="name">The root's.</param>
    /// <param name="isTwoSteps">Whether an intermediate authority signs the nodes' certificates.</param>
    public TestAuthority(string name = "installation", bool isTwoSteps = false)
    {
        _root = Authority($"CN={name}", null);
        _issuer = isTwoSteps ? Authority($"CN={name} nodes", _root) : _root;
        CaFile = Write("ca.pem", _root.ExportCertificatePem() + (isTwoSteps ? "\n" + _issuer.ExportCertificatePem() : ""));
    }

    public static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    public string CaFile { get; }

    public string Write(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    /// <summary>A certificate with its key.</summary>
    /// <param name="name">The subject, and an alternative name beside 127.0.0.1.</param>
    /// <param name="days">From when to when, counted from now.</param>
    /// <param name="uses">The extended key usage; server and client where none is said.</param>
    public X509Certificate2 Issue(string name, (double From, double To)? days = null, params string[] uses)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([.. (uses.Length == 0 ? [Server, Client] : uses).Select(use => new Oid(use))], false));
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        names.AddIpAddress(System.Net.IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        var (from, to) = days ?? (-1, 90);
        using var signed = request.Create(_issuer, Now.AddDays(from), Now.AddDays(to), RandomNumberGenerator.GetBytes(8));
        return signed.CopyWithPrivateKey(key);
    }

    /// <summary>The options of a node with this certificate, in PEM files.</summary>
    public NodeTlsOptions Options(X509Certificate2 certificate)
    {
        var name = certificate.GetNameInfo(X509NameType.SimpleName, false);
        return new NodeTlsOptions { Certificate = Write($"{name}.pem", certificate.ExportCertificatePem()), Key = Write($"{name}.key", KeyOf(certificate).ExportPkcs8PrivateKeyPem()), Ca = CaFile };
    }

    /// <summary>The options of a node with a good certificate.</summary>
    public NodeTlsOptions Options(string name) => Options(Issue(name));

    public static ECDsa KeyOf(X509Certificate2 certificate) => certificate.GetECDsaPrivateKey().ShouldNotBeNull();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static X509Certificate2 Authority(string subject, X509Certificate2? issuer)
    {
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        if (issuer is null) return request.CreateSelfSigned(Now.AddDays(-400), Now.AddDays(400));
        using var signed = request.Create(issuer, Now.AddDays(-399), Now.AddDays(399), RandomNumberGenerator.GetBytes(8));
        return signed.CopyWithPrivateKey(key);
    }
}
