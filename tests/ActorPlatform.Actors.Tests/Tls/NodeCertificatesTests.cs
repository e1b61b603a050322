using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ActorPlatform.Actors.Ownership;
using ActorPlatform.Actors.Tests.Jobs.Fakes;
using ActorPlatform.Actors.Tls;

namespace ActorPlatform.Actors.Tests.Tls;

public sealed class NodeCertificatesTests : IDisposable
{
    private static readonly PbeParameters s_encryption = new(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000);
    private readonly TestAuthority _authority = new();
    private readonly TestAuthority _stranger = new("stranger");

    public void Dispose()
    {
        _authority.Dispose();
        _stranger.Dispose();
    }

    [Fact]
    public void Read_NothingNamed_IsOff() => Read(new NodeTlsOptions()).ShouldBe((null, []));

    [Theory]
    [InlineData("two PEM files")]
    [InlineData("one PEM file")]
    [InlineData("an encrypted key")]
    [InlineData("PKCS#12")]
    public void Read_GoodFilesOfEachKind_AreTaken(string kind)
    {
        using var certificate = _authority.Issue("n1");
        var options = _authority.Options(certificate);
        switch (kind)
        {
            case "one PEM file":
                (options.Certificate, options.Key) = (_authority.Write("both.pem", certificate.ExportCertificatePem() + "\n" + TestAuthority.KeyOf(certificate).ExportPkcs8PrivateKeyPem()), "");
                break;
            case "an encrypted key":
                (options.Key, options.Password) = (_authority.Write("encrypted.key", TestAuthority.KeyOf(certificate).ExportEncryptedPkcs8PrivateKeyPem("right", s_encryption)), "right");
                break;
            case "PKCS#12":
                File.WriteAllBytes(_authority.Write("n1.pfx", ""), certificate.Export(X509ContentType.Pkcs12, "right"));
                (options.Certificate, options.Key, options.Password) = (Path.ChangeExtension(options.Certificate, "pfx"), "", "right");
                break;
        }

        var (certificates, problems) = Read(options);

        problems.ShouldBeEmpty();
        certificates.ShouldNotBeNull().Own.HasPrivateKey.ShouldBeTrue();
    }

    [Fact]
    public void Read_SignedByAnIntermediateAuthority_IsTakenWhenBothAreNamed()
    {
        using var authority = new TestAuthority("deep", isTwoSteps: true);

        Read(authority.Options("n1")).Problems.ShouldBeEmpty();
    }

    [Fact]
    public void Read_NothingThatWasNamedIsThere_TellsAllAtOnce() => Problems(new NodeTlsOptions { Certificate = "/nowhere/n1.pem", Ca = "/nowhere/ca.pem" })
        .Select(problem => problem[..problem.IndexOf(':')]).ShouldBe(["actorplatform.node.tls.certificate", "actorplatform.node.tls.ca"]);

    [Fact]
    public void Read_OnlyTheCaNamed_AsksForTheCertificate() => Problems(new NodeTlsOptions { Ca = _authority.CaFile }).ShouldHaveSingleItem().ShouldContain("tls.certificate: it is empty");

    [Fact]
    public void Read_NoCa_AsksForIt() => Problems(Good(options => options.Ca = "")).ShouldHaveSingleItem().ShouldContain("tls.ca: it is empty");

    [Fact]
    public void Read_KeyOfAnother_IsRefused() => Problems(Good(options => options.Key = _authority.Options("n2").Key)).ShouldHaveSingleItem().ShouldContain("belongs to another one");

    [Fact]
    public void Read_NoKey_IsRefused() => Problems(Good(options => options.Key = "")).ShouldHaveSingleItem().ShouldContain("holds no private key; name its file in actorplatform.node.tls.key");

    [Theory]
    [InlineData("", "is encrypted; give actorplatform.node.tls.password")]
    [InlineData("wrong", "actorplatform.node.tls.password is wrong")]
    public void Read_EncryptedKeyWithoutItsPassword_IsRefused(string password, string expected)
    {
        using var certificate = _authority.Issue("n1");
        var options = _authority.Options(certificate);
        (options.Key, options.Password) = (_authority.Write("encrypted.key", TestAuthority.KeyOf(certificate).ExportEncryptedPkcs8PrivateKeyPem("right", s_encryption)), password);

        var problem = Problems(options).ShouldHaveSingleItem();

        problem.ShouldContain(expected);
        problem.ShouldNotContain("'wrong'");
    }

    [Fact]
    public void Read_Pkcs12WithAWrongPassword_IsRefused()
    {
        using var certificate = _authority.Issue("n1");
        var options = _authority.Options(certificate);
        File.WriteAllBytes(options.Certificate, certificate.Export(X509ContentType.Pkcs12, "right"));
        (options.Key, options.Password) = ("", "wrong");

        Problems(options).ShouldHaveSingleItem().ShouldContain("PKCS#12 that actorplatform.node.tls.password opens");
    }

    [Theory]
    [InlineData(-10, -1, "ended at")]
    [InlineData(1, 10, "begins only at")]
    public void Read_NotValidNow_IsRefused(double from, double to, string expected) =>
        Problems(_authority.Options(_authority.Issue("n1", (from, to)))).ShouldHaveSingleItem().ShouldContain(expected);

    [Fact]
    public void Read_SignedByAStranger_IsRefusedAndSaysByWhom() => Problems(Good(options => options.Ca = _stranger.CaFile)).ShouldHaveSingleItem().ShouldContain("none of its authorities signed it (it says that CN=installation did)");

    [Fact]
    public void Read_ExpiredAndSignedByAStranger_TellsBoth()
    {
        var options = _stranger.Options(_stranger.Issue("n1", (-10, -1)));
        options.Ca = _authority.CaFile;

        string.Join('\n', Problems(options)).ShouldSatisfyAllConditions(text => text.ShouldContain("ended at"), text => text.ShouldContain("none of its authorities"));
    }

    [Theory]
    [InlineData(TestAuthority.Server)]
    [InlineData(TestAuthority.Client)]
    public void Read_ForOneDirectionOnly_IsRefused(string use) => Problems(_authority.Options(_authority.Issue("n1", null, use))).ShouldHaveSingleItem().ShouldContain("extended key usage");

    [Fact]
    public void Read_CaWithoutARoot_IsRefused() => Problems(Good(options => options.Ca = options.Certificate)).ShouldHaveSingleItem().ShouldContain("holds no root");

    [Theory]
    [InlineData("127.0.0.1:7070", true)]
    [InlineData("n1:7070", true)]
    [InlineData("10.0.0.11:7070", false)]
    public void Read_CheckHost_WantsTheAddressInTheCertificate(string advertise, bool expected)
    {
        var options = Good(options => options.CheckHost = true);

        var problems = NodeCertificates.Read(new NodeOptions { Advertise = advertise, Tls = options }, TestAuthority.Now).Problems;

        (problems.Count == 0).ShouldBe(expected, string.Join('\n', problems));
    }

    [Theory]
    [InlineData(90, 2120, "CN=n1")]
    [InlineData(20, 2121, "in 19 days")]
    public void Read_ForTheTransport_LogsTheEnd(double days, int log, string expected)
    {
        var logger = new FakeLogger();

        NodeTls.Read(new NodeOptions { Tls = _authority.Options(_authority.Issue("n1", (-1, days))) }, TimeProvider.System, logger).ShouldNotBeNull();

        logger.Of(log).ShouldHaveSingleItem().ShouldContain(expected);
    }

    [Fact]
    public void FindProblems_OfAPeer_LetsInOnlyTheAuthoritysOwnThatAreValid()
    {
        var trust = Read(_authority.Options("n1")).Certificates.ShouldNotBeNull().Trust;

        trust.FindProblems(_authority.Issue("n2"), TestAuthority.Now).ShouldBeEmpty();
        trust.FindProblems(_stranger.Issue("n2"), TestAuthority.Now).ShouldNotBeEmpty();
        trust.FindProblems(_authority.Issue("n2", (-10, -1)), TestAuthority.Now).ShouldNotBeEmpty();
        trust.FindProblems(null, TestAuthority.Now).ShouldNotBeEmpty();
    }

    private static (NodeCertificates? Certificates, IReadOnlyList<string> Problems) Read(NodeTlsOptions options) => NodeCertificates.Read(new NodeOptions { Tls = options }, TestAuthority.Now);

    private static IReadOnlyList<string> Problems(NodeTlsOptions options)
    {
        var (certificates, problems) = Read(options);
        certificates.ShouldBeNull();
        problems.ShouldAllBe(problem => problem.StartsWith("actorplatform.node.tls.", StringComparison.Ordinal) && problem.EndsWith('.'));
        return problems;
    }

    private NodeTlsOptions Good(Action<NodeTlsOptions> change)
    {
        var options = _authority.Options("n1");
        change(options);
        return options;
    }
}
