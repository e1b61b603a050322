using Embedded;

namespace ActorPlatform.Edge.Tests.Hosting;

public sealed class EmbeddedSampleTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("actorplatform-edge-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Sample_DefinesStartsFollowsAndSuspendsAJob()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(90));
        var output = new StringWriter();

        await IntegrationService.RunAsync(_folder, output, patience.Token);

        output.ToString().ShouldContain("checkpoints-completed");
        output.ToString().ShouldContain("SUSPEND SUCCEEDED: orders to warehouse is SUSPENDED, and goes on from hdfs:///flink/savepoints/");
    }
}
