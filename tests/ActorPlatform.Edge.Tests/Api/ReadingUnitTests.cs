using System.Text.Json;
using ActorPlatform.Api.Reading;
using CsCheck;

namespace ActorPlatform.Edge.Tests.Api;

public sealed class ReadingUnitTests
{
    [Theory]
    [InlineData("PT20S", 20)]
    [InlineData("PT0.5S", 0.5)]
    [InlineData("PT1H30M", 5400)]
    [InlineData("P1D", 86400)]
    [InlineData("P1DT1S", 86401)]
    [InlineData("P2W", 1209600)]
    public void Duration_Iso8601_IsRead(string text, double seconds)
    {
        IsoDuration.TryParse(text, out var duration).ShouldBeTrue();

        duration.TotalSeconds.ShouldBe(seconds);
    }

    [Theory]
    [InlineData("")]
    [InlineData("P")]
    [InlineData("PT")]
    [InlineData("P1DT")]
    [InlineData("P1Y")]
    [InlineData("P1M")]
    [InlineData("-PT1S")]
    [InlineData("PT-1S")]
    [InlineData("PT1S ")]
    [InlineData("PT1S\n")]
    [InlineData("10s")]
    [InlineData("pt1s")]
    [InlineData("PT٣S")]
    [InlineData("PT99999999999999H")]
    public void Duration_AnythingElse_IsRefused(string text) => IsoDuration.TryParse(text, out _).ShouldBeFalse();

    [Fact]
    public void Duration_WhatWasWritten_IsReadBack() =>
        Gen.Int[0, 100_000_000].Select(s => TimeSpan.FromMilliseconds(s)).Sample(duration =>
            IsoDuration.TryParse(IsoDuration.Format(duration), out var back) && back == duration);

    [Theory]
    [InlineData("paralelism", "parallelism")]
    [InlineData("NAME", "name")]
    [InlineData("artefact", "artifact")]
    [InlineData("wholly-different", null)]
    public void Nearest_OfAMisspelling_IsWhatWasMeant(string text, string? expected) => Nearest.Of(text, ["name", "artifact", "parallelism"]).ShouldBe(expected);

    [Fact]
    public void Fingerprint_OrderOfFields_DoesNotCount()
    {
        var one = Canonical.Fingerprint("POST", "/x", JsonElement.Parse("""{"a":1,"b":{"c":[1,2],"d":null}}"""));

        Canonical.Fingerprint("POST", "/x", JsonElement.Parse("""{ "b":{"d":null,"c":[1,2]}, "a":1 }""")).ShouldBe(one);
        Canonical.Fingerprint("POST", "/x", JsonElement.Parse("""{"a":1,"b":{"c":[2,1],"d":null}}""")).ShouldNotBe(one);
        Canonical.Fingerprint("PUT", "/x", JsonElement.Parse("""{"a":1,"b":{"c":[1,2],"d":null}}""")).ShouldNotBe(one);
        Canonical.Fingerprint("POST", "/y", JsonElement.Parse("""{"a":1,"b":{"c":[1,2],"d":null}}""")).ShouldNotBe(one);
    }
}
