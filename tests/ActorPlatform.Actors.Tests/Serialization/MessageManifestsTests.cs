using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Nodes;
using ActorPlatform.Actors.Entities;
using ActorPlatform.Actors.Serialization;
using ActorPlatform.Actors.Storage.Rows;
using ActorPlatform.Actors.Tests.Journal;
using ActorPlatform.Actors.Tests.Storage;
using ActorPlatform.Behaviors;

namespace ActorPlatform.Actors.Tests.Serialization;

public sealed class MessageManifestsTests
{
    private static readonly Commit<string> Sent = new()
    {
        Id = Guid.Parse("11111111-2222-3333-4444-555555555555"), CommandId = "c", Fingerprint = "f", By = "me", At = Sample.Start, Claim = 7, Reply = Done.Instance, Events = ["one", "two"],
        Rows = new SideRows(Sample.List("secret"), []),
    };

    [Fact]
    public void Write_ThenRead_GivesTheSameCommitWithoutItsRows()
    {
        var bytes = TestSerializer.Manifests.Write(Sent);

        var read = TestSerializer.Manifests.Read(bytes, "test-commit-1").ShouldBeOfType<Commit<string>>();

        read.Events.ShouldBe(Sent.Events);
        read.Reply.ShouldBeOfType<Done>();
        (read with { Events = default, Reply = null }).ShouldBe(Sent with { Events = default, Reply = null, Rows = null });
        Encoding.UTF8.GetString(bytes).ShouldNotContain("secret");
    }

    [Fact]
    public void ManifestOf_UnregisteredType_SaysSo() =>
        Should.Throw<UnknownManifestException>(() => TestSerializer.Manifests.ManifestOf(typeof(DateTime))).Message.ShouldContain("System.DateTime");

    [Fact]
    public void Read_UnknownManifest_NamesItAndTheKnownOnes()
    {
        var exception = Should.Throw<UnknownManifestException>(() => TestSerializer.Manifests.Read("{}"u8, "test-commit-9"));

        exception.Message.ShouldContain("test-commit-9");
        exception.Message.ShouldContain("test-commit-1");
    }

    [Fact]
    public void Read_OutdatedManifest_GoesThroughEveryUpcaster()
    {
        var manifests = Manifests(new Rename("test-commit-0", "test-commit-00", "Text", "Old"), new Rename("test-commit-00", "test-commit-1", "Old", "Events"));
        var stored = """{"Id":"11111111-2222-3333-4444-555555555555","At":"2026-11-25T08:00:00+00:00","Text":["x"]}""";

        var read = manifests.Read(Encoding.UTF8.GetBytes(stored), "test-commit-0").ShouldBeOfType<Commit<string>>();

        read.Events.ShouldBe(ImmutableArray.Create("x"));
    }

    [Fact]
    public void Construct_UpcasterLeadsNowhereOrInACircle_Throws()
    {
        Should.Throw<ArgumentException>(() => Manifests(new Rename("old", "gone", "a", "b"))).Message.ShouldContain("gone");
        Should.Throw<ArgumentException>(() => Manifests(new Rename("a", "b", "x", "y"), new Rename("b", "a", "x", "y")));
    }

    private static MessageManifests Manifests(params IUpcaster[] upcasters) =>
        new(TestJson.Default, [("test-commit-1", typeof(Commit<string>))], [new DerivedType(typeof(Reply), typeof(Done), "done")], upcasters);

    private sealed class Rename(string from, string to, string member, string into) : IUpcaster
    {
        public string From => from;

        public string To => to;

        public JsonNode Upcast(JsonNode stored)
        {
            var node = stored.AsObject();
            node[into] = node[member]!.DeepClone();
            node.Remove(member);
            return node;
        }
    }
}
