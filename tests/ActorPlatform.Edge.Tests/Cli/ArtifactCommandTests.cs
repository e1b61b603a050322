using ActorPlatform.Edge.Tests.Api;

namespace ActorPlatform.Edge.Tests.Cli;

public sealed class ArtifactCommandTests(CliHost host) : IClassFixture<CliHost>
{
    /// <summary>Larger than what is read at once.</summary>
    private readonly string _jar = host.Write("orders.jar", new string('j', 300_000));

    [Fact]
    public async Task Put_OfAFile_PrintsItsNameAlone()
    {
        (await host.RunAsync($"artifact put {_jar}")).ShouldBe(0, host.Error);

        host.Api.Jobs.Artifacts[host.Out.TrimEnd()].Length.ShouldBe(300_000);
        host.Error.ShouldBe($"292 KiB on a, b.{Environment.NewLine}");
        (await host.RunAsync($"artifact put {_jar} --output json")).ShouldBe(0);
        host.Out.ShouldContain("\"sizeBytes\": 300000");
    }

    [Fact]
    public async Task Put_OfNoFile_IsRefused()
    {
        (await host.RunAsync("artifact put no-such.jar")).ShouldBe(2);

        host.Error.ShouldContain("no-such.jar cannot be read");
    }

    [Fact]
    public async Task Put_LargerThanTheLimit_IsRefusedWithTheKeyThatAllowsIt()
    {
        var large = host.Write("large.jar", "");
        using (var file = File.OpenWrite(large))
            file.SetLength(ApiHost.MaxArtifactBytes + 1);

        (await host.RunAsync($"artifact put {large}")).ShouldBe(2);

        host.Error.ShouldContain("actorplatform.http.max-artifact");
    }
}
