using System.Collections.Immutable;
using ActorPlatform.Actors.Membership;
using ActorPlatform.Actors.Ownership;
using ActorPlatform.Actors.Storage.Nodes;

namespace ActorPlatform.Actors.Tests.Membership;

/// <summary>Rows, readings and members for the pure decisions. Incarnation N is at an address and under a uid that follow from N.</summary>
internal static class Rows
{
    private static readonly DateTimeOffset Wall = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static string AddressOf(long incarnation) => $"akka.tcp://a@127.0.0.1:{7000 + incarnation}";

    public static NodeRow Of(long incarnation, long renewals = 1, bool joined = true, bool fenced = false) =>
        new(incarnation, $"n{incarnation}", AddressOf(incarnation), (int)incarnation, Wall, Wall, joined, fenced, false) { Renewals = renewals };

    /// <summary>Incarnation 1's reading, by its clock since boot in seconds, answered at once.</summary>
    public static NodeReading Read(double at, params NodeRow[] rows) => new(1, At(at), At(at), [.. rows]);

    public static Moment At(double seconds, double wall = 0) => new(TimeSpan.FromSeconds(seconds), Wall + TimeSpan.FromSeconds(wall));

    public static MemberView Member(long incarnation, bool reachable = true, bool down = false) => new(AddressOf(incarnation), (int)incarnation, reachable, down);

    public static ClusterView View(params MemberView[] others) => new(true, [.. others]);

    /// <summary>Incarnation 1's snapshot; the rows have stood still for so many seconds.</summary>
    public static NodeSnapshot Snapshot(params (NodeRow Row, double Age, bool SeenAlive)[] rows) => new(
        1, TimeSpan.FromSeconds(100), TimeSpan.FromSeconds(100), rows.Select(row => new NodeAge(row.Row, TimeSpan.FromSeconds(100 - row.Age), row.SeenAlive)).ToImmutableArray());
}
