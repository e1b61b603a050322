namespace ActorPlatform.EndToEnd.Scenarios;

/// <summary>Tests that hurt the cluster: one after another, when all others are through.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Alone
{
    public const string Name = "alone";
}
