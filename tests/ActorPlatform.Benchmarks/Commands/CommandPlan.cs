namespace ActorPlatform.Benchmarks.Commands;

/// <summary>How much is measured.</summary>
internal sealed record CommandPlan(int Entities, int Clients, TimeSpan Duration, TimeSpan WarmUp, int Pairs)
{
    public static CommandPlan Of(Arguments arguments) => new(
        arguments.Number("entities", 10_000),
        arguments.Number("clients", 64),
        TimeSpan.FromSeconds(arguments.Number("seconds", 20)),
        TimeSpan.FromSeconds(arguments.Number("warm-up", 10)),
        arguments.Number("pairs", 3));
}
