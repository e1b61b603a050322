using ActorPlatform.EndToEnd.Rigs;

namespace ActorPlatform.EndToEnd.Engines;

/// <summary>The engine of all tests that leave it and the cluster in peace; the guard ends it.</summary>
internal static class SharedEngine
{
    private static readonly Lazy<Task<Engine>> s_engine = new(StartAsync);

    public static async Task<(Rig Rig, Engine Engine)> GetAsync() => (await Rig.SharedAsync(), await s_engine.Value);

    private static async Task<Engine> StartAsync()
    {
        var engine = Engine.Create(await Rig.SharedAsync(), "shared");
        await engine.StartAsync();
        return engine;
    }
}
