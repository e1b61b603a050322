using ActorPlatform.Host.Configuration;
using ActorPlatform.Host.Serving;

namespace ActorPlatform.Edge.Tests.Host;

public sealed class ListeningTests
{
    [Theory]
    [InlineData("http://127.0.0.1:8080")]
    [InlineData("http://127.9.9.9:1")]
    [InlineData("http://localhost:0")]
    [InlineData("http://[::1]:8080")]
    public void Check_Loopback_IsAllowed(string url) => Should.NotThrow(() => Listening.Check(url, insecure: false));

    [Theory]
    [InlineData("http://0.0.0.0:8080")]
    [InlineData("http://10.0.0.1:8080")]
    [InlineData("http://[::]:8080")]
    [InlineData("http://example.com:8080")]
    [InlineData("http://localhost.example.com:8080")]
    public void Check_AnotherAddress_NeedsInsecure(string url)
    {
        Should.Throw<RefusedException>(() => Listening.Check(url, insecure: false));
        Should.NotThrow(() => Listening.Check(url, insecure: true));
    }

    [Theory]
    [InlineData("https://127.0.0.1:8080")]
    [InlineData("127.0.0.1:8080")]
    [InlineData("http://127.0.0.1:8080/base")]
    [InlineData("http://me@127.0.0.1:8080")]
    [InlineData("")]
    public void Check_NoListenableUrl_IsAUsageError(string url) => Should.Throw<UsageException>(() => Listening.Check(url, insecure: true));
}
