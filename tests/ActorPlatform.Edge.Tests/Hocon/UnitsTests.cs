using ActorPlatform.Hocon;
using ActorPlatform.Hocon.Conversion;

namespace ActorPlatform.Edge.Tests.Hocon;

public sealed class UnitsTests
{
    [Theory]
    [InlineData("5m", "00:05:00")]
    [InlineData("200ms", "00:00:00.2")]
    [InlineData(" 30 s ", "00:00:30")]
    [InlineData("30 seconds", "00:00:30")]
    [InlineData("1.5h", "01:30:00")]
    [InlineData("7 days", "7.00:00:00")]
    [InlineData("1d", "1.00:00:00")]
    [InlineData("-1s", "-00:00:01")]
    [InlineData("100ns", "00:00:00.0000001")]
    [InlineData("3us", "00:00:00.000003")]
    [InlineData("250", "00:00:00.25")]
    [InlineData("0", "00:00:00")]
    public void Duration_Text_IsRead(string text, string expected)
    {
        HoconDuration.TryParse(text, out var value).ShouldBeTrue();

        value.ShouldBe(TimeSpan.Parse(expected));
    }

    [Theory]
    [InlineData("")]
    [InlineData("s")]
    [InlineData("5 M")]
    [InlineData("5w")]
    [InlineData("5m3s")]
    [InlineData("1e3s")]
    [InlineData("50ns")]
    [InlineData("99999999999999d")]
    [InlineData("1,5s")]
    public void Duration_OtherText_IsRefused(string text) => HoconDuration.TryParse(text, out _).ShouldBeFalse();

    [Theory]
    [InlineData("30", false)]
    [InlineData("0", true)]
    [InlineData("30s", true)]
    public void DurationWithUnit_BareNumber_IsOnlyZero(string text, bool expected) =>
        HoconDuration.TryParseWithUnit(text, out _).ShouldBe(expected);

    [Theory]
    [InlineData("1024", 1024)]
    [InlineData("1B", 1)]
    [InlineData("100MB", 100_000_000)]
    [InlineData("64KiB", 65_536)]
    [InlineData("64 K", 65_536)]
    [InlineData("64k", 65_536)]
    [InlineData("1kB", 1000)]
    [InlineData("0.5 GB", 500_000_000)]
    [InlineData("2g", 2_147_483_648)]
    [InlineData("3 mebibytes", 3_145_728)]
    [InlineData("5m", 5_242_880)]
    [InlineData("1 petabyte", 1_000_000_000_000_000)]
    public void Size_Text_IsRead(string text, long expected)
    {
        HoconSize.TryParse(text, out var value).ShouldBeTrue();

        value.ShouldBe(expected);
    }

    [Theory]
    [InlineData("")]
    [InlineData("MB")]
    [InlineData("1KB")]
    [InlineData("1mB")]
    [InlineData("1.5B")]
    [InlineData("-1MB")]
    [InlineData("1YB")]
    [InlineData("9999999PB")]
    public void Size_OtherText_IsRefused(string text) => HoconSize.TryParse(text, out _).ShouldBeFalse();

    [Theory]
    [InlineData("5m")]
    [InlineData("200ms")]
    [InlineData("90m")]
    [InlineData("0s")]
    [InlineData("7d")]
    [InlineData("300ns")]
    public void DurationFormat_Value_IsTheShortestText(string text)
    {
        HoconDuration.TryParse(text, out var value).ShouldBeTrue();

        HoconDuration.Format(value).ShouldBe(text);
    }

    [Theory]
    [InlineData(65_536, "64KiB")]
    [InlineData(100_000_000, "100MB")]
    [InlineData(1001, "1001B")]
    [InlineData(0, "0B")]
    public void SizeFormat_Value_IsTheShortestText(long value, string text) => HoconSize.Format(value).ShouldBe(text);

    [Fact]
    public void AsDurationAndAsBytes_WrongValue_NameThePlace()
    {
        var root = HoconTexts.Object("a = 5m\nb = 64KiB\nc = [1]");

        root.Get("a")!.AsDuration().ShouldBe(TimeSpan.FromMinutes(5));
        root.Get("b")!.AsBytes().ShouldBe(65_536);
        Should.Throw<HoconException>(() => root.Get("c")!.AsDuration()).Message.ShouldStartWith("text:3:5: no duration");
        Should.Throw<HoconException>(() => root.Get("c")!.AsBytes()).Message.ShouldStartWith("text:3:5: no size");
    }
}
