namespace ActorPlatform.Api.OpenApi;

/// <summary>The groups of endpoints, in the order of the document.</summary>
internal static class DescribedTags
{
    public const string Jobs = "Jobs";
    public const string Commands = "Commands";
    public const string Operations = "Operations";
    public const string History = "History";
    public const string Clusters = "Clusters";
    public const string Feed = "Feed";
    public const string Nodes = "Nodes";
    public const string Service = "Service";

    public static readonly (string Name, string Description)[] All =
    [
        (Jobs, "What users define: jobs and the versions of their specs."),
        (Commands, "What is asked of jobs. Each command is answered when it is durable, with the operation that carries it out."),
        (Operations, "Accepted commands and their progress."),
        (History, "What a job remembers: runs, exceptions, restore points, decisions, events."),
        (Clusters, "The outside world as it is seen now."),
        (Feed, "What happens to all jobs: events as they are committed, and who asked for what."),
        (Nodes, "The engine's own nodes: the programs on one database."),
        (Service, "The engine itself: health, metrics, this document."),
    ];
}
