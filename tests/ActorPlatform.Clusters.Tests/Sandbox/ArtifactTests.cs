using System.Security.Cryptography;
using ActorPlatform.Hdfs;
using ActorPlatform.Jobs.Ports;
using ActorPlatform.Yarn;
using Microsoft.Extensions.Time.Testing;

namespace ActorPlatform.Clusters.Tests.Sandbox;

/// <summary>Uploaded artifacts on a cluster's HDFS: whole, once, or not there.</summary>
public sealed class ArtifactTests : IAsyncLifetime
{
    private static readonly byte[] s_content = [.. Enumerable.Range(0, 300_000).Select(i => (byte)i)];
    private static readonly string s_name = $"sha256:{Convert.ToHexStringLower(SHA256.HashData(s_content))}";
    private static readonly HdfsPath s_folder = HdfsPath.Of("/flink/artifacts");
    private SandboxSite _site = null!;

    public async Task InitializeAsync() => _site = await SandboxSite.StartAsync();

    public Task DisposeAsync() => _site.DisposeAsync().AsTask();

    [Fact]
    public async Task Put_SeveralAtOnce_AreOneFileAndAllSucceed()
    {
        // Each is in the middle of its content before any may end.
        const int Uploads = 4;
        using var barrier = new Barrier(Uploads);

        await Task.WhenAll(Enumerable.Range(0, Uploads).Select(_ => PutAsync(() => new HeldStream(s_content, () => barrier.SignalAndWait(TimeSpan.FromSeconds(30))))));

        (await FilesAsync()).ShouldBe([s_name[7..] + ".jar"]);
        (await _site.Hdfs.ReadAsync(s_folder.Under(s_name[7..] + ".jar"), 0, 1_000_000, CancellationToken.None)).ShouldBe(s_content);
    }

    [Fact]
    public async Task Put_BrokenOffInTheMiddle_LeavesNothingAndCanBeRepeated()
    {
        await Should.ThrowAsync<Exception>(PutAsync(() => new HeldStream(s_content, () => throw new IOException("The disk is gone."))));
        (await FilesAsync()).ShouldBeEmpty();

        await PutAsync(() => new MemoryStream(s_content));

        (await FilesAsync()).ShouldBe([s_name[7..] + ".jar"]);
    }

    [Fact]
    public async Task Put_AfterAnEngineWasKilledInTheMiddle_RemovesWhatItLeft()
    {
        var left = s_folder.Under(".other.jar.0123");
        await _site.Hdfs.WriteAsync(left, () => new MemoryStream([1]), overwrite: true, CancellationToken.None);
        await PutAsync(() => new MemoryStream(s_content));
        (await FilesAsync()).ShouldContain(left.Name, "it may be in work");

        var tomorrow = new Artifacts(_site.Hdfs, HdfsPath.Of("/flink"), new FakeTimeProvider(_site.Time.GetUtcNow().AddDays(2)));
        await tomorrow.PutAsync("sha256:" + new string('0', 64), () => new MemoryStream([2]), CancellationToken.None);

        (await FilesAsync()).ShouldNotContain(left.Name);
    }

    /// <summary>A cluster that was configured later, or away then.</summary>
    [Fact]
    public async Task Start_ArtifactIsNotOnTheCluster_SaysWhatToDoAndThenGoesOn()
    {
        var plan = SandboxSite.Plan(SandboxSite.Spec() with { Artifact = s_name });

        var refused = (await _site.Cluster.PrepareAsync(plan, CancellationToken.None)).ShouldBeOfType<PrepareOutcome.Refused>().Failure.Summary;
        refused.ShouldStartWith($"The artifact {s_name} is not on cluster a");
        refused.ShouldContain("Upload it again");
        await PutAsync(() => new MemoryStream(s_content));

        await _site.SubmitAsync(plan);
    }

    private Task PutAsync(Func<Stream> content) => _site.Cluster.PutArtifactAsync(s_name, content, CancellationToken.None);

    private async Task<string[]> FilesAsync() => [.. (await _site.Hdfs.ListAsync(s_folder, CancellationToken.None) ?? []).Select(f => f.Path.Name)];

    /// <summary>Content that something happens in the middle of.</summary>
    private sealed class HeldStream(byte[] content, Action middle) : MemoryStream(content, writable: false)
    {
        private bool _held;

        public override async Task CopyToAsync(Stream destination, int bufferSize, CancellationToken cancellationToken)
        {
            var buffer = new byte[100_000];
            for (int read; (read = await ReadAsync(buffer, cancellationToken)) > 0;)
            {
                await destination.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
                if (_held)
                    continue;
                _held = true;
                await Task.Run(middle, cancellationToken);
            }
        }
    }
}
