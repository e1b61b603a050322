using ActorPlatform.EndToEnd.Databases;

namespace ActorPlatform.EndToEnd.Engines;

/// <summary>One PostgreSQL for all engines of several nodes, a schema for each; started by the first, and gone with the test process.</summary>
internal static class SharedDatabase
{
    private const int PoolOfANode = 4;
    private static readonly int s_port = Engine.FreePort();
    private static readonly Lazy<Task> s_server = new(StartAsync);

    /// <summary>The lines of <c>storage</c> for an engine.</summary>
    /// <param name="name">Of no other engine.</param>
    public static string StorageOf(string name) =>
        $"provider = postgres, postgres {{ connection-string = \"{PostgresInstance.ConnectionTo(s_port)}\", schema = \"e2e_{name.Replace('-', '_')}\", pool-size = {PoolOfANode} }}";

    public static bool Serves(string storage) => storage.Contains($"Port={s_port};", StringComparison.Ordinal);

    public static Task StartedAsync() => s_server.Value;

    // Never disposed: the guard ends it, and removes its files.
    private static Task StartAsync() => PostgresInstance.StartNewAsync(s_port);
}
