using System.Text.Json;
using ActorPlatform.Actors.Jobs.Serialization;

namespace ActorPlatform.Actors.Tests.Serialization;

public sealed class PooledTextTests
{
    private readonly JsonSerializerOptions _options = new() { Converters = { new PooledText() } };

    [Fact]
    public void Read_SameTextTwice_IsOneObject() => Read("com.example.Main").ShouldBeSameAs(Read("com.example.Main"));

    [Fact]
    public void Read_LongText_IsItsOwn()
    {
        var text = new string('f', 64);

        Read(text).ShouldNotBeSameAs(Read(text));
    }

    [Fact]
    public void Read_KeyOfAnObject_IsPooledWithTheValues()
    {
        var read = JsonSerializer.Deserialize<Dictionary<string, string>>("""{ "team": "team" }""", _options)!;

        read.ShouldHaveSingleItem().Key.ShouldBeSameAs(read["team"]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("plain")]
    [InlineData("a \"quote\" and \\ and \n")]
    [InlineData("häß→😀")]
    public void Read_WhatWasWritten_IsTheSameText(string text)
    {
        Read(text).ShouldBe(text);
        Read(text).ShouldBe(text);
    }

    /// <summary>Many more than there are places: each place is taken over again and again, and no text is read as another one.</summary>
    [Fact]
    public void Read_MoreTextsThanPlaces_NeverGivesAnotherOnes()
    {
        for (var i = 0; i < 50_000; i++)
        {
            var text = $"text-{i % 30_000}";

            Read(text).ShouldBe(text);
        }
    }

    [Fact]
    public void Read_Null_IsNull() => JsonSerializer.Deserialize<string?>("null", _options).ShouldBeNull();

    [Fact]
    public void Read_NumberThatLooksLikeAPooledText_IsNoText()
    {
        Read("7");

        Should.Throw<JsonException>(() => JsonSerializer.Deserialize<string>("7", _options));
    }

    private string Read(string text) => JsonSerializer.Deserialize<string>(JsonSerializer.Serialize(text, _options), _options)!;
}
