using ActorPlatform.Clusters.Tests.Fakes;
using ActorPlatform.Sandbox.Files;

namespace ActorPlatform.Clusters.Tests.Sandbox;

/// <summary>The <c>_metadata</c> files of the sandbox.</summary>
public sealed class CheckpointFileTests
{
    [Theory]
    [InlineData("metadata-checkpoint-1.20.bin", "2de6fbeffe746561d7fdb3849464ed3d", 6, null)]
    [InlineData("metadata-native-1.20.bin", "c8f624460f8fa9ab41888763abb15611", 4, "NATIVE")]
    [InlineData("metadata-canonical-1.20.bin", "c8f624460f8fa9ab41888763abb15611", 5, "CANONICAL")]
    public void Write_SnapshotThatARealFlinkRead_GivesTheSameBytes(string file, string job, long id, string? format)
    {
        var bytes = File.ReadAllBytes(Recording.PathOf(file));
        var read = CheckpointFile.Read(bytes);

        CheckpointFile.Write(new SnapshotContent(job, id, read.Count, 2, "1.20", format)).ShouldBe(bytes);
        read.Id.ShouldBe(id);
        read.IsSavepoint.ShouldBe(format is not null);
    }

    [Theory]
    [InlineData("1.17", 4)]
    [InlineData("1.20", 4)]
    [InlineData("2.0", 5)]
    [InlineData("2.3", 6)]
    public void Read_WhatWasWritten_GivesTheStateAndItsFiles(string flink, byte version)
    {
        var snapshot = new SnapshotContent("c8f624460f8fa9ab41888763abb15611", 7, 1234, 3, flink, null);

        var bytes = CheckpointFile.Write(snapshot);
        var read = CheckpointFile.Read(bytes);

        bytes[7].ShouldBe(version);
        read.Count.ShouldBe(1234);
        read.Files.ShouldBe([.. Enumerable.Range(0, 3).Select(subtask => (CheckpointFile.StateFile(snapshot, subtask), (long)CheckpointFile.State(snapshot, subtask).Length))]);
    }

    [Fact]
    public void Read_AnyCutOfAFile_IsRefused()
    {
        var bytes = CheckpointFile.Write(new SnapshotContent("c8f624460f8fa9ab41888763abb15611", 7, 1234, 1, "1.20", "CANONICAL"));

        for (var length = 0; length < bytes.Length; length++)
            Should.Throw<InvalidDataException>(() => CheckpointFile.Read(bytes[..length]));
        CheckpointFile.Read(bytes).Count.ShouldBe(1234);
    }
}
