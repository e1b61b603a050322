using System.Runtime.Serialization;
using System.Text;
using System.Text.Json.Nodes;
using ActorPlatform.Actors.Entities;
using ActorPlatform.Actors.Jobs.Serialization;
using ActorPlatform.Actors.Serialization;
using ActorPlatform.Behaviors;
using ActorPlatform.Jobs;
using ActorPlatform.Jobs.Commands;
using Akka.Actor;

namespace ActorPlatform.Actors.Tests.Jobs.Serialization;

/// <summary>What nodes send each other: entities' messages and answers around what a job puts into them.</summary>
public sealed class EntityMessagesTests : IDisposable
{
    /// <summary>Found, not listed: a new one that has no manifest, or that cannot be made and sent, fails here.</summary>
    private static readonly Type[] Messages = [.. typeof(EntityMessage).Assembly.GetTypes().Where(type => !type.IsAbstract && EntityMessages.Bases.Any(type.IsSubclassOf))];

    private static readonly Type[] Put = [.. JobMessages.Manifests.Types.Where(type => !type.IsSubclassOf(typeof(Commit)) && !type.IsSubclassOf(typeof(EntitySnapshot)))];

    private readonly WireSystem _wire = new();

    public static TheoryData<Type> Sent() => [.. Messages];

    public static TheoryData<Type> Payloads() => [.. Put];

    public void Dispose() => _wire.Dispose();

    [Theory]
    [MemberData(nameof(Sent))]
    public void RoundTrip_EachMessage_ComesBackAsItWas(Type type)
    {
        for (var seed = 0; seed < 25; seed++)
        {
            var message = Make(type, seed);
            _wire.Through(message).ShouldBeEquivalentTo(message, $"seed {seed}");
        }
    }

    [Theory]
    [MemberData(nameof(Payloads))]
    public void RoundTrip_EachCommandStateAndReply_ComesBackInItsMessage(Type type)
    {
        for (var seed = 0; seed < 25; seed++)
        {
            object message = new RandomInstances(seed).Make(type) switch
            {
                Reply reply => new EntityAnswer.Accepted(reply),
                JobState state => new EntityAnswer.Sight(state, 7),
                var command => new AskEntity("job-1", "c", "f", "me", command, null),
            };
            _wire.Through(message).ShouldBeEquivalentTo(message, $"seed {seed}");
        }
    }

    /// <summary>Manifests and shapes as other nodes know them, checked in: nodes of two versions work together while one is replaced by the other.</summary>
    [Fact]
    public void Golden_EachManifestAndShape_IsStillWrittenAndReadTheSame()
    {
        object[] messages = [.. Messages.Select(type => Make(type, 4711)), .. Put.Select(type => new RandomInstances(4711).Make(type))];
        var written = "{\n" + string.Join(",\n", messages.Select(message => _wire.Write(message)).Select(sent => $"\"{sent.Manifest}\": {Encoding.UTF8.GetString(sent.Bytes)}").Order(StringComparer.Ordinal)) + "\n}";
        var golden = Golden.Read("sent.json", written);
        written.ShouldBe(golden, "A manifest or a shape between nodes has changed: a changed shape needs a new manifest and an upcaster, not a new golden file.");

        var shapes = JsonNode.Parse(golden)!.AsObject();
        foreach (var message in messages)
        {
            var (_, serializer, manifest) = _wire.Write(message);
            _wire.Read((Encoding.UTF8.GetBytes(shapes[manifest]!.ToJsonString()), serializer, manifest)).ShouldBeEquivalentTo(message);
        }
    }

    [Fact]
    public void Write_MessageWithoutManifest_IsRefusedAndNotWrittenByReflection()
    {
        var exception = Should.Throw<SerializationException>(() => _wire.Write(new Stranger("job-1")));

        exception.Message.ShouldContain(nameof(Stranger));
        exception.Message.ShouldContain("has no manifest");
    }

    [Fact]
    public void Read_UnknownManifest_NamesItAndTheKnownOnes()
    {
        var exception = Should.Throw<SerializationException>(() => _wire.Read(([.. "{}"u8], EntitySerializer.Number, "entity-ask-2")));

        exception.Message.ShouldContain("entity-ask-2");
        exception.Message.ShouldContain("entity-read");
    }

    [Fact]
    public void Read_CommandOfANewerVersion_ArrivesAsUndeliveredWithTheReason()
    {
        var (bytes, serializer, manifest) = _wire.Write(new AskEntity("job-1", "c", "f", "me", new StartJob(null), null));
        var newer = Encoding.UTF8.GetString(bytes).Replace("job-start", "job-start-2", StringComparison.Ordinal);

        var read = _wire.Read((Encoding.UTF8.GetBytes(newer), serializer, manifest)).ShouldBeOfType<AskEntity>();

        read.EntityId.ShouldBe("job-1");
        read.Command.ShouldBeOfType<Undelivered>().Why.ShouldContain("job-start-2");
    }

    /// <summary>A member that came later has a default: a node of before does not write it.</summary>
    [Fact]
    public void Read_AbsenceAsANodeOfBeforeWritesIt_SaysNothingOfForgetting()
    {
        var (bytes, serializer, manifest) = _wire.Write(new ApplicationMissing(1, new("application_1_0001"), [], MayBeForgotten: true));
        var older = Encoding.UTF8.GetString(bytes).Replace(",\"mayBeForgotten\":true", "", StringComparison.Ordinal);
        older.Length.ShouldBeLessThan(bytes.Length);

        _wire.Read((Encoding.UTF8.GetBytes(older), serializer, manifest)).ShouldBeOfType<ApplicationMissing>().MayBeForgotten.ShouldBeFalse();
    }

    [Theory]
    [InlineData("job-state", "\"status\"", "\"status\":7,\"was\"")]
    [InlineData("job-reply-operation", "job-reply-operation", "job-reply-2")]
    public void Read_AnswerThatCannotBeRead_SaysSoAndIsNotLost(string manifest, string shape, string broken)
    {
        EntityAnswer answer = manifest == "job-state" ? new EntityAnswer.Sight(JobState.Initial, 3) : new EntityAnswer.Accepted(new ActorPlatform.Jobs.Operations.OperationReply(new("op-1")));
        var sent = _wire.Write(answer);
        var text = Encoding.UTF8.GetString(sent.Bytes);
        text.ShouldContain(shape);

        var read = _wire.Read((Encoding.UTF8.GetBytes(text.Replace(shape, broken, StringComparison.Ordinal)), sent.Serializer, sent.Manifest));

        read.ShouldBeOfType<EntityAnswer.Unavailable>().Why.ShouldContain("cannot read job-");
    }

    [Fact]
    public void Write_PayloadsWithoutManifest_SayWhoseFaultItIs()
    {
        var written = _wire.Write(new AskEntity("job-1", "c", "f", "me", new Stranger("job-1"), null));
        Encoding.UTF8.GetString(written.Bytes).ShouldContain("""
            "command":{"undelivered":"Stranger cannot be sent to another node.
            """);
        var ask = _wire.Read(written).ShouldBeOfType<AskEntity>();
        ask.Command.ShouldBeOfType<Undelivered>().Why.ShouldContain("has no manifest");

        var sight = _wire.Through(new EntityAnswer.Sight(new Stranger("job-1"), 3));
        sight.ShouldBeOfType<EntityAnswer.Unavailable>().Why.ShouldContain("has no manifest");
    }

    [Fact]
    public void Write_LargerThanAFrame_GoesWithoutItsPayloadAndSaysWhichSettingBoundsIt()
    {
        using var wire = new WireSystem($"{EntitySerializer.FrameSize} = 64000b");
        var large = new KillJob(false, new string('x', 64_000));

        var ask = wire.Through(new AskEntity("job-1", "c", "f", "me", large, null)).ShouldBeOfType<AskEntity>();

        var why = ask.Command.ShouldBeOfType<Undelivered>().Why;
        why.ShouldContain(nameof(KillJob));
        why.ShouldContain(EntitySerializer.FrameSize);
        (ask with { Command = large }).ShouldBe(new AskEntity("job-1", "c", "f", "me", large, null));
        wire.Through(new AskEntity("job-1", "c", "f", "me", new KillJob(false, new string('x', 50_000)), null)).ShouldBeOfType<AskEntity>().Command.ShouldBeOfType<KillJob>();
    }

    [Fact]
    public void Read_CommandInAnOutdatedShape_GoesThroughItsUpcaster()
    {
        using var older = new WireSystem(kind: system => (new KindSerializer(system, "job-start-0"), [typeof(StartJob)]));
        using var newer = new WireSystem(kind: system => (new KindSerializer(system, "job-start-1", new Mark("job-start-0", "job-start-1")), [typeof(StartJob)]));

        var read = newer.Read(older.Write(new AskEntity("job-1", "c", "f", "me", new StartJob("sp-1"), null)));

        read.ShouldBeOfType<AskEntity>().Command.ShouldBe(new StartJob("upcast sp-1"));
    }

    private static object Make(Type type, int seed)
    {
        var instances = new RandomInstances(seed);
        return instances.Make(type) switch
        {
            AskEntity ask => ask with { Command = instances.Make(typeof(JobCommand)) },
            EntityAnswer.Sight sight => sight with { State = instances.Make(typeof(JobState)) },
            var message => message,
        };
    }

    private sealed record Stranger(string EntityId) : EntityMessage(EntityId);

    private sealed class KindSerializer(ExtendedActorSystem system, string manifest, params IUpcaster[] upcasters)
        : CommitSerializer(system, new MessageManifests(JobJsonContext.Default, [(manifest, typeof(StartJob))], [], upcasters))
    {
        public override int Identifier => JobSerializer.Number;
    }

    private sealed class Mark(string from, string to) : IUpcaster
    {
        public string From => from;

        public string To => to;

        public JsonNode Upcast(JsonNode stored)
        {
            stored["restore"] = $"upcast {stored["restore"]}";
            return stored;
        }
    }
}
