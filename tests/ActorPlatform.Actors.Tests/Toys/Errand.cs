using System.Collections.Immutable;
using ActorPlatform.Actors.Entities;
using ActorPlatform.Actors.Storage.Rows;
using ActorPlatform.Behaviors;

namespace ActorPlatform.Actors.Tests.Toys;

/// <summary>A toy: an errand is sent to fetch something within a time, and is watched while it is away.</summary>
public sealed record ErrandState(int Run, bool Away, DateTimeOffset? Due, int Fetched, int GivenUp, int Seen, string Place)
{
    public static readonly ErrandState Initial = new(0, false, null, 0, 0, 0, "");
}

public abstract record ErrandCommand
{
    public sealed record Add(int Count) : ErrandCommand;

    public sealed record Go(string Place, TimeSpan Within) : ErrandCommand;

    public sealed record Move(string Place) : ErrandCommand;

    public sealed record Fetch(int Run, int Count) : ErrandCommand;

    public sealed record Look(int Count) : ErrandCommand;

    public sealed record GiveUp : ErrandCommand;

    public sealed record Nothing : ErrandCommand;

    public sealed record Refuse : ErrandCommand;

    public sealed record Throw : ErrandCommand;
}

public abstract record ErrandEvent
{
    public sealed record Added(int Count) : ErrandEvent;

    public sealed record Gone(int Run, string Place, DateTimeOffset Due) : ErrandEvent;

    public sealed record Moved(string Place) : ErrandEvent;

    public sealed record Back(int Count) : ErrandEvent;

    public sealed record Looked(int Count) : ErrandEvent;

    public sealed record Lost : ErrandEvent;

    public sealed record Poison : ErrandEvent;
}

/// <param name="To">Whom it is for.</param>
public sealed record Walk(int Run, string To = "") : Effect($"walk:{Run}")
{
    public override string Lane => To;
}

public sealed record Gaze(int Run, string Place) : Watch($"gaze:{Run}");

public sealed record Counted(int Count) : Reply;

/// <param name="isBroken">While true, no event can be applied: a fault of the software that a later version mends.</param>
/// <param name="lookFirst">How long the deadline waits for a look.</param>
public sealed class Errand(Func<bool>? isBroken = null, TimeSpan lookFirst = default) : Behavior<ErrandState, ErrandCommand, ErrandEvent>
{
    public const string GiveUp = "give-up";

    public override ErrandState Initial => ErrandState.Initial;

    public override Decision<ErrandEvent> Decide(ErrandState state, ErrandCommand command, DecideContext context) => command switch
    {
        ErrandCommand.Add add => Accept(state.Fetched + add.Count, new ErrandEvent.Added(add.Count)),
        ErrandCommand.Go go when !state.Away => Accept(state.Run + 1, new ErrandEvent.Gone(state.Run + 1, go.Place, context.Now + go.Within)),
        ErrandCommand.Move move when state.Away => Accept(state.Run, new ErrandEvent.Moved(move.Place)),
        ErrandCommand.Fetch fetch when state.Away && fetch.Run == state.Run && fetch.Count >= 0 => Accept(fetch.Count, new ErrandEvent.Back(fetch.Count)),
        ErrandCommand.Look look => Accept(look.Count, new ErrandEvent.Looked(look.Count)),
        ErrandCommand.GiveUp when state.Away => Accept(state.Run, new ErrandEvent.Lost()),
        ErrandCommand.Nothing => Accept(0),
        ErrandCommand.Throw => throw new InvalidOperationException("The toy broke."),
        _ => new Decision<ErrandEvent>.Rejected(new Rejection("errand.not-allowed", RejectionKind.Conflict, "Not now.")),
    };

    public override ErrandState Evolve(ErrandState state, ErrandEvent @event) => @event switch
    {
        _ when isBroken?.Invoke() is true => throw new InvalidOperationException("The toy's rules are broken."),
        ErrandEvent.Added added => state with { Fetched = state.Fetched + added.Count },
        ErrandEvent.Gone gone => state with { Run = gone.Run, Away = true, Due = gone.Due, Place = gone.Place },
        ErrandEvent.Moved moved => state with { Place = moved.Place },
        ErrandEvent.Back back => state with { Away = false, Due = null, Fetched = state.Fetched + back.Count },
        ErrandEvent.Looked looked => state with { Seen = state.Seen + looked.Count },
        ErrandEvent.Lost => state with { Away = false, Due = null, GivenUp = state.GivenUp + 1 },
        ErrandEvent.Poison => throw new InvalidOperationException("Poison."),
        _ => state,
    };

    public override Obligations Obligations(ErrandState state) => state.Away
        ? new Obligations([new Walk(state.Run)], [new Deadline(GiveUp, state.Due!.Value, lookFirst)], [new Gaze(state.Run, state.Place)])
        : Behaviors.Obligations.None;

    public override ErrandCommand Due(string deadline) => new ErrandCommand.GiveUp();

    private static Decision<ErrandEvent> Accept(int count, params ImmutableArray<ErrandEvent> events) =>
        new Decision<ErrandEvent>.Accepted(events, new Counted(count));
}

public static class Errands
{
    public static EntityDefinition<ErrandState, ErrandCommand, ErrandEvent> Definition(Action<EntityOptions>? configure = null, Func<bool>? isBroken = null, TimeSpan lookFirst = default)
    {
        var options = new EntityOptions();
        configure?.Invoke(options);
        return new()
        {
            Name = "errand",
            Behavior = new Errand(isBroken, lookFirst),
            Options = options,
            Project = static (_, after, context) => new SideRows(
                new ListRow(context.EntityId, "", "", after.Away ? "AWAY" : "HOME", "GREEN", null, "", false, null, context.At, RowBody.Of($"{after.Fetched}")), []),
        };
    }
}
