using ActorPlatform.Jobs.Ports;

namespace ActorPlatform.Actors.Tests.Jobs.Fakes;

/// <summary>The clusters of a test.</summary>
internal sealed class FakeClusters(params FakeCluster[] clusters) : IClusters
{
    public IReadOnlyList<string> Names { get; } = [.. clusters.Select(c => c.Name).Order(StringComparer.Ordinal)];

    public ICluster? Find(string name) => clusters.FirstOrDefault(c => c.Name == name);
}
