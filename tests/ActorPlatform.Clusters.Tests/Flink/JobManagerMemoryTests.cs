using ActorPlatform.Flink;

namespace ActorPlatform.Clusters.Tests.Flink;

public sealed class JobManagerMemoryTests
{
    private const long Mebi = 1024 * 1024;

    [Fact]
    public void Split_OfTheStandardSize_IsAsFlinksClientDoesIt()
    {
        var memory = JobManagerMemory.Split("1600m", new Dictionary<string, string>(), out _).ShouldNotBeNull();

        memory.ShouldBe(new JobManagerMemory(1600 * Mebi, 1024 * Mebi, 256 * Mebi, 128 * Mebi, 192 * Mebi));
    }

    [Fact]
    public void Split_WithPartsSet_IsAsAnExampleThatRan()
    {
        var options = new Dictionary<string, string>
        {
            ["jobmanager.memory.jvm-metaspace.size"] = "160m",
            ["jobmanager.memory.off-heap.size"] = "64m",
            ["jobmanager.memory.jvm-overhead.min"] = "64m",
            ["jobmanager.memory.jvm-overhead.max"] = "64m",
        };

        var memory = JobManagerMemory.Split("512m", options, out _).ShouldNotBeNull();

        memory.HeapBytes.ShouldBe(234881024);
        memory.JvmArguments.ShouldBe("-Xmx234881024 -Xms234881024 -XX:MaxMetaspaceSize=167772160");
    }

    [Theory]
    [InlineData("20g", 1024)]
    [InlineData("4g", 409)]
    [InlineData("1g", 192)]
    public void Split_OfASize_KeepsTheOverheadWithinItsBounds(string size, long overheadMebi) =>
        (JobManagerMemory.Split(size, new Dictionary<string, string>(), out _)!.OverheadBytes / Mebi).ShouldBe(overheadMebi);

    [Theory]
    [InlineData("512m", "jobmanager.memory.off-heap.size", "128m", "leaves")]
    [InlineData("much", "jobmanager.memory.off-heap.size", "128m", "resources.jobManager.memory: 'much'")]
    [InlineData("2g", "jobmanager.memory.off-heap.size", "lots", "jobmanager.memory.off-heap.size: 'lots'")]
    [InlineData("2g", "jobmanager.memory.jvm-overhead.fraction", "2", "no fraction")]
    [InlineData("2g", "jobmanager.memory.jvm-overhead.min", "2g", "larger than its max")]
    public void Split_OfWhatDoesNotComeOut_SaysWhy(string size, string key, string value, string why)
    {
        JobManagerMemory.Split(size, new Dictionary<string, string> { [key] = value }, out var problem).ShouldBeNull();

        problem!.ShouldContain(why);
    }

    [Theory]
    [InlineData("1g", 1024 * Mebi)]
    [InlineData("1600M", 1600 * Mebi)]
    [InlineData("512 mb", 512 * Mebi)]
    [InlineData("1048576", Mebi)]
    [InlineData("64 kb", 65536)]
    [InlineData("128b", 128)]
    public void TryParse_OfASize_HasItsBytes(string text, long bytes)
    {
        MemorySize.TryParse(text, out var parsed).ShouldBeTrue();

        parsed.ShouldBe(bytes);
    }

    [Theory]
    [InlineData("")]
    [InlineData("g")]
    [InlineData("-1g")]
    [InlineData("1.5g")]
    [InlineData("1x")]
    [InlineData("99999999999999999999g")]
    [InlineData("9999999999t")]
    public void TryParse_OfNoSize_IsFalse(string text) => MemorySize.TryParse(text, out _).ShouldBeFalse();

    [Fact]
    public void ToMebibytes_OfAPart_RoundsUp() => MemorySize.ToMebibytes(Mebi + 1).ShouldBe(2);
}
