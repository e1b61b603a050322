using ActorPlatform.Jobs.Ports;

namespace ActorPlatform.Edge.Tests.Api;

internal sealed class FakeClusters : IClusters
{
    public IReadOnlyList<string> Names => ["a", "b"];

    public ICluster? Find(string name) => null;
}
