using ActorPlatform.Jobs.Specs;

namespace ActorPlatform.Domain.Tests.Jobs.Specs;

public sealed class MemorySizeTests
{
    [Theory]
    [InlineData("1g", 1L << 30)]
    [InlineData("1600m", 1600L << 20)]
    [InlineData("2 GB", 2L << 30)]
    [InlineData(" 512 mebibytes ", 512L << 20)]
    [InlineData("1024", 1024)]
    [InlineData("64kb", 64 * 1024)]
    [InlineData("1t", 1L << 40)]
    public void TryParse_FlinkNotation_GivesBytes(string text, long expected)
    {
        MemorySize.TryParse(text, out var bytes).ShouldBeTrue();

        bytes.ShouldBe(expected);
    }

    [Theory]
    [InlineData("")]
    [InlineData("g")]
    [InlineData("-1g")]
    [InlineData("1.5g")]
    [InlineData("1 gigabyte")]
    [InlineData("1gg")]
    [InlineData("9223372036854775807g")]
    [InlineData("99999999999999999999")]
    [InlineData("1aVeryLongUnitThatNobodyKnows")]
    public void TryParse_NoSize_IsRefused(string text) => MemorySize.TryParse(text, out _).ShouldBeFalse();
}
