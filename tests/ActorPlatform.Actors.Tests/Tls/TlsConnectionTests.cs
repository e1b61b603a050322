using System.Net.Security;
using System.Net.Sockets;
using ActorPlatform.Actors.Ownership;
using ActorPlatform.Actors.Sharding;
using ActorPlatform.Actors.Tests.Jobs.Fakes;
using ActorPlatform.Actors.Tests.Sharding;
using ActorPlatform.Actors.Tests.Storage;
using ActorPlatform.Actors.Tls;
using Akka.Actor;
using Akka.Hosting;
using Akka.Remote.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace ActorPlatform.Actors.Tests.Tls;

/// <summary>Two actor systems with nothing but the transport: who reaches whom.</summary>
public sealed class TlsConnectionTests : IDisposable
{
    private static readonly TimeSpan s_long = TimeSpan.FromSeconds(30);
    private readonly Dictionary<string, TestAuthority> _authorities = new(StringComparer.Ordinal) { ["ours"] = new TestAuthority(), ["another"] = new TestAuthority("another") };
    private readonly FakeLogger _logger = new();

    public void Dispose()
    {
        foreach (var authority in _authorities.Values) authority.Dispose();
    }

    [Theory]
    [InlineData("ours", "ours", true)]
    [InlineData("none", "none", true)]
    [InlineData("ours", "another", false)]
    [InlineData("another", "ours", false)]
    [InlineData("ours", "none", false)]
    [InlineData("none", "ours", false)]
    public async Task Connect_OnlyWithACertificateOfTheSameAuthority_IsLetIn(string here, string there, bool expected)
    {
        await using var server = await StartAsync(here);
        await using var client = await StartAsync(there);
        server.Services.GetRequiredService<ActorSystem>().ActorOf(Props.Create<Echo>(), "echo");
        var from = client.Services.GetRequiredService<ActorSystem>();

        // In the client's own protocol: the one that it would choose, whatever the other speaks.
        var path = AddressOf(server).WithProtocol(AddressOf(client).Protocol) + "/user/echo";
        var answer = from.ActorSelection(path).Ask<string>("hello", expected ? s_long : TimeSpan.FromSeconds(3));

        if (expected)
            (await answer).ShouldBe("hello");
        else
        {
            await Should.ThrowAsync<AskTimeoutException>(() => answer);
            await using var good = await StartAsync(here);
            (await good.Services.GetRequiredService<ActorSystem>().ActorSelection(AddressOf(server) + "/user/echo").Ask<string>("hello", s_long)).ShouldBe("hello", "whoever is refused disturbs nobody else");
        }

        if (here != there && here != "none" && there != "none")
            await Eventually.IsAsync(() => Task.FromResult(_logger.Of(2122).Count > 0), s_long, "the refusal is not logged");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Connect_WithoutACertificateOrWithoutTls_IsCutOffAndGetsNothingToRead(bool withTls)
    {
        await using var server = await StartAsync("ours");
        using var connection = new TcpClient();
        await connection.ConnectAsync("127.0.0.1", AddressOf(server).Port!.Value);
        using var limit = new CancellationTokenSource(s_long);

        if (withTls)
        {
            await using var stream = new SslStream(connection.GetStream(), false, (_, certificate, _, _) => certificate is not null);
            (await EndsAsync(async () =>
            {
                await stream.AuthenticateAsClientAsync("node");
                return await stream.ReadAsync(new byte[100], limit.Token);
            })).ShouldBe(0);
        }
        else
        {
            await connection.GetStream().WriteAsync("\0\0\0\x05hello"u8.ToArray(), limit.Token);
            var read = new byte[100];
            var count = await EndsAsync(async () => await connection.GetStream().ReadAsync(read, limit.Token));

            // At most the alert of TLS, which says that this is no TLS.
            if (count > 0) read[0].ShouldBe((byte)21);
        }
    }

    // Cut off is read as an end, or as an error, whatever was quicker.
    private static async Task<int> EndsAsync(Func<Task<int>> read)
    {
        try
        {
            return await read();
        }
        catch (Exception exception) when (exception is IOException or System.Security.Authentication.AuthenticationException)
        {
            return 0;
        }
    }

    private static Address AddressOf(SmallHost host) => ((ExtendedActorSystem)host.Services.GetRequiredService<ActorSystem>()).Provider.DefaultAddress;

    private async Task<SmallHost> StartAsync(string authority)
    {
        var tls = authority == "none" ? null : NodeTls.Read(new NodeOptions { Tls = _authorities[authority].Options("n1") }, TimeProvider.System, _logger);
        var services = new ServiceCollection();
        services.AddAkka("actorplatform", (akka, _) => akka.AddHocon("akka.loglevel = OFF", HoconAddMode.Prepend).WithTransport("127.0.0.1", 0, tls));
        var host = new SmallHost(services);
        await host.StartAsync();
        return host;
    }

    private sealed class Echo : ReceiveActor
    {
        public Echo() => ReceiveAny(message => Sender.Tell(message));
    }
}
