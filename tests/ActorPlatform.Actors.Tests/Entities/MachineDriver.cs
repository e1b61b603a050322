using System.Collections.Immutable;
using ActorPlatform.Actors.Entities;
using ActorPlatform.Actors.Tests.Toys;

namespace ActorPlatform.Actors.Tests.Entities;

/// <summary>Drives one machine of the toy, with a journal that a test plays by hand.</summary>
internal sealed class MachineDriver
{
    public const long Incarnation = 7;

    private readonly EntityDefinition<ErrandState, ErrandCommand, ErrandEvent> _definition;
    private int _ids;

    public MachineDriver(Action<EntityOptions>? configure = null, bool mustClaim = false, bool claimsFirst = true, TimeSpan lookFirst = default)
    {
        _definition = Errands.Definition(configure, lookFirst: lookFirst);
        var start = new EntityStart("e1", Incarnation, mustClaim, () => new Guid(++_ids, 0, 0, new byte[8])) { ClaimsFirst = claimsFirst };
        Machine = new(_definition, start);
    }

    public EntityMachine<ErrandState, ErrandCommand, ErrandEvent> Machine { get; }

    public DateTimeOffset Now { get; set; } = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public List<Commit> Journal { get; } = [];

    public ImmutableArray<Output> Last { get; private set; } = [];

    public ImmutableArray<Output> Handle(Input input) => Last = Machine.Handle(input);

    public ImmutableArray<Output> Recover(params Commit[] commits)
    {
        foreach (var commit in commits)
        {
            Journal.Add(commit);
            Handle(new Input.Replayed(Now, commit, Journal.Count));
        }

        return Handle(new Input.Recovered(Now, Journal.Count));
    }

    /// <summary>Recovered and claimed.</summary>
    public MachineDriver Owned(params Commit[] commits)
    {
        Recover([.. commits, Claim(Incarnation)]);
        return this;
    }

    public ImmutableArray<Output> Ask(object command, string id = "c1", string? fingerprint = "f") =>
        Handle(new Input.Asked(Now, new EntityAsk(id, fingerprint, "me", command, id)));

    public ImmutableArray<Output> Store()
    {
        var commit = Last.OfType<Output.Persist>().Single().Commit;
        Journal.Add(commit);
        return Handle(new Input.Persisted(Now, commit.Id));
    }

    /// <summary>Asks and stores.</summary>
    public ImmutableArray<Output> Do(ErrandCommand command, string id = "c1")
    {
        Ask(command, id);
        return Store();
    }

    public static Commit Claim(long incarnation) => new Commit<ErrandEvent> { Id = Guid.NewGuid(), At = default, Claim = incarnation };

    public static Commit Event(params ImmutableArray<ErrandEvent> events) =>
        new Commit<ErrandEvent> { Id = Guid.NewGuid(), At = default, CommandId = "old", Fingerprint = "f", Reply = new Counted(1), Events = events };

    public EntityAnswer Answer(string token = "c1") => Last.OfType<Output.Answer>().Single(answer => answer.Token.Equals(token)).Value;
}
