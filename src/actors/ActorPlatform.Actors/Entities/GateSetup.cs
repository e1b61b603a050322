using Akka.Actor;

namespace ActorPlatform.Actors.Entities;

/// <summary>What all gates of one kind share.</summary>
/// <param name="Kind">The definition's name.</param>
/// <param name="Child">The props of the persistent actor.</param>
internal sealed record GateSetup(string Kind, EntityOptions Options, EntityServices Services, Func<EntityLoad, Props> Child)
{
    public static GateSetup Of<TState, TCommand, TEvent>(EntityDefinition<TState, TCommand, TEvent> definition, EntityServices services)
        where TState : notnull
        where TCommand : notnull
        where TEvent : notnull => new(
            definition.Name,
            definition.Options,
            services,
            load => Props.Create<EntityActor<TState, TCommand, TEvent>>(definition, services, load));

    public Props Gate(string entityId) => Props.Create<EntityGate>(this, entityId);
}
