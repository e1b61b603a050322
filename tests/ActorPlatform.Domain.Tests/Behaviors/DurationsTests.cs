using ActorPlatform.Behaviors;

namespace ActorPlatform.Domain.Tests.Behaviors;

public sealed class DurationsTests
{
    [Theory]
    [InlineData("00:00:00", "0 s")]
    [InlineData("00:00:00.16", "160 ms")]
    [InlineData("00:00:00.1599", "160 ms")]
    [InlineData("00:00:09.5", "9500 ms")]
    [InlineData("00:00:12.34", "12.3 s")]
    [InlineData("00:01:30", "90 s")]
    [InlineData("00:02:00", "2 min")]
    [InlineData("01:30:00", "90 min")]
    [InlineData("1.00:00:00", "1 d")]
    [InlineData("7.01:00:00", "169 h")]
    [InlineData("-00:00:30", "-30 s")]
    public void InWords_OfADuration_IsWhatPeopleSay(string duration, string words) => TimeSpan.Parse(duration, System.Globalization.CultureInfo.InvariantCulture).InWords().ShouldBe(words);
}
