using Akka.Actor;

namespace ActorPlatform.Actors.Entities;

/// <summary>What all gates of one kind share.</summary>
/// <param name="Kind">The definition's name.</param>
/// <param name="Child">The props of the persistent actor.</param>
internal sealed record GateSetup(string Kind, EntityOptions Options, EntityServices Services, Func<EntityLoad, Props> Child)
{
    // One object for all entities, where WithMailbox would copy it for each. Null: Akka.NET's default.
    private Deploy? Deploy { get; init; }

    /// <param name="mailbox">Of both actors of an entity, by its path in the configuration; null for Akka.NET's default.</param>
    public static GateSetup Of<TState, TCommand, TEvent>(EntityDefinition<TState, TCommand, TEvent> definition, EntityServices services, string? mailbox = null)
        where TState : notnull
        where TCommand : notnull
        where TEvent : notnull
    {
        var deploy = mailbox is null ? null : Deploy.Local.WithMailbox(mailbox);
        return new GateSetup(
            definition.Name,
            definition.Options,
            services,
            load => PropsOf<EntityActor<TState, TCommand, TEvent>>(deploy, definition, services, load))
        {
            Deploy = deploy,
        };
    }

    public Props Gate(string entityId) => PropsOf<EntityGate>(Deploy, this, entityId);

    private static Props PropsOf<TActor>(Deploy? deploy, params object[] arguments)
        where TActor : ActorBase => deploy is null ? Props.Create<TActor>(arguments) : new Props(deploy, typeof(TActor), arguments);
}
