using System.Text.Json;
using ActorPlatform.Clusters.Tests.Fakes;
using ActorPlatform.Sandbox.Simulation;
using ActorPlatform.Yarn.Submission;

namespace ActorPlatform.Clusters.Tests.Sandbox;

/// <summary>What the sandbox reads out of a submission, as a container's shells and Flink would.</summary>
public sealed class FlinkTextTests
{
    [Theory]
    [InlineData("plain")]
    [InlineData("it's \"quoted\" $HOME `date` ; \\ end")]
    [InlineData("")]
    public void Dynamic_WordThatTheEngineQuoted_ArrivesAsItWas(string value) =>
        FlinkText.Dynamic($"$JAVA_HOME/bin/java -Xmx1 -Dlog.file=\"x\" Main -D {ShellWords.Quote($"some.key={value}")} 1> out").ShouldBe([KeyValuePair.Create("some.key", value)]);

    [Fact]
    public void Dynamic_OfARealSubmission_HasItsOptions()
    {
        using var example = JsonDocument.Parse(File.ReadAllText(Recording.PathOf("example-submission.json")));
        var command = example.RootElement.GetProperty("am-container-spec").GetProperty("commands").GetProperty("command").GetString()!;

        var options = FlinkText.Dynamic(command).ToDictionary(option => option.Key, option => option.Value);

        options["$internal.application.main"].ShouldBe("rig.StatefulJob");
        options["$internal.pipeline.job-id"].Length.ShouldBe(32);
    }

    [Theory]
    [InlineData("a;b;c", new[] { "a", "b", "c" })]
    [InlineData("a;'b;c';'it''s'", new[] { "a", "b;c", "it's" })]
    [InlineData("[\"--rate\", \"1,0\"]", new[] { "--rate", "1,0" })]
    [InlineData("[--rate, '200', --backend, hashmap]", new[] { "--rate", "200", "--backend", "hashmap" })]
    [InlineData("", new string[0])]
    public void List_InAnyForm_IsRead(string text, string[] items) => FlinkText.List(text).ShouldBe(items);

    [Theory]
    [InlineData("5s", 5000L)]
    [InlineData("10 s", 10_000L)]
    [InlineData("2 min", 120_000L)]
    [InlineData("250ms", 250L)]
    [InlineData("250", 250L)]
    [InlineData("PT10S", 10_000L)]
    [InlineData("soon", null)]
    [InlineData("5 parsecs", null)]
    public void Milliseconds_OfADuration_AreRead(string text, long? expected) => FlinkText.Milliseconds(text).ShouldBe(expected);
}
