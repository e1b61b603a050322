using System.Reflection;
using System.Text.Json.Serialization;
using ActorPlatform.Actors.Jobs.Facade;
using ActorPlatform.Actors.Tests.Jobs.Serialization;
using ActorPlatform.Jobs;
using ActorPlatform.Jobs.Events;

namespace ActorPlatform.Actors.Tests.Jobs.Facade;

public sealed class EventSummariesTests
{
    public static TheoryData<Type> Events() => [.. typeof(JobEvent).GetCustomAttributes<JsonDerivedTypeAttribute>().Select(a => a.DerivedType)];

    [Theory]
    [MemberData(nameof(Events))]
    public void Of_EachEvent_IsASentenceAndHasAName(Type type)
    {
        for (var seed = 0; seed < 10; seed++)
        {
            var @event = (JobEvent)new RandomInstances(seed).Make(type);
            EventSummaries.Of(@event).ShouldNotBeNullOrWhiteSpace();
            EventTypes.Of(@event).ShouldNotBeNullOrWhiteSpace();
            if (type.GetProperty("Run") is { } run)
                EventSummaries.RunOf(@event).ShouldBe(run.GetValue(@event));
        }
    }

    [Fact]
    public void Of_ALastLookThatOnlyMissesCheckpoints_NamesThem() =>
        EventSummaries.Of(new CheckpointsCompleted(default, 1, [], [new RestorePointId("r1-c1"), new RestorePointId("r1-c2")])).ShouldBe("Flink deleted r1-c1, r1-c2 of run 1.");

    [Theory]
    [InlineData(null, null, 0)]
    [InlineData("1.2.3", "1.2.3", 0)]
    [InlineData("1.2.3~2", "1.2.3", 2)]
    [InlineData("~1", null, 1)]
    [InlineData("nonsense~x", "nonsense~x", 0)]
    public void Position_Parsed_ReadsBack(string? text, string? commit, int events)
    {
        var position = EventPosition.Parse(text);
        position.ShouldBe(new EventPosition(commit, events));
        position.ToString().ShouldBe(text ?? "");
    }
}
