using System.Text.Json.Nodes;
using ActorPlatform.EndToEnd.Engines;
using ActorPlatform.EndToEnd.Rigs;

namespace ActorPlatform.EndToEnd.Scenarios;

/// <summary>kill -9 of the engine in the midst of a command: started again, or without the node that died, it brings the operation to its end, with one live application.</summary>
/// <remarks>The fail points are compiled into Debug builds; each dies as by SIGKILL. The steps between them are held to fakes by the tests of the actors.</remarks>
public abstract class CrashTests
{
    private static readonly TimeSpan s_death = TimeSpan.FromMinutes(3);

    protected static TimeSpan Stops { get; } = TimeSpan.FromMinutes(3);

    /// <summary>An engine of the test's own, running; it dies at the fail point, where there is one, or one of its nodes does.</summary>
    private protected static async Task<(Rig Rig, Engine Engine)> EngineAsync(string name, string? failPoint, int? nodes = null)
    {
        var rig = await Rig.SharedAsync();
        Skip.IfNot(AppContext.BaseDirectory.Contains("/Debug/", StringComparison.Ordinal), "Fail points are compiled into Debug builds only: dotnet test -c Debug");
        var engine = Engine.Create(rig, name, nodes: nodes);
        await engine.StartAsync(failPoint);
        return (rig, engine);
    }

    /// <summary>An engine of the test's own, with a defined job.</summary>
    private protected static async Task<(Rig Rig, Job Job)> DefineAsync(string name, string? failPoint, JsonObject? spec = null, int? nodes = null)
    {
        var (rig, engine) = await EngineAsync(name, failPoint, nodes);
        return (rig, await Job.DefineAsync(rig, engine, spec ?? JobSpecs.Counting(name)));
    }

    /// <summary>kill -9 of the engine while nothing is asked of it, and the same again, so that it dies at the fail point next.</summary>
    private protected static async Task KillAndArmAsync(Job job, string failPoint)
    {
        await job.Engine.KillAsync();
        await job.Engine.StartAsync(failPoint);
    }

    /// <summary>Gives the command, waits until the engine, or one of its nodes, has died of it, lets it go on, and repeats the command with its key.</summary>
    /// <returns>The operation, which is the same to both.</returns>
    private protected static async Task<string> DieAsync(Job job, string command, JsonObject? body = null)
    {
        var key = Guid.NewGuid().ToString();
        string? first = null;
        try
        {
            first = (await job.AskAsync(command, body?.DeepClone().AsObject(), key)).Text("id");
        }
        catch (HttpRequestException)
        {
            // It died before it could answer; the repetition below gets what was decided.
        }

        await DiesAsync(job.Engine);
        await job.Engine.GoOnAsync();
        var operation = await job.CommandAsync(command, body, key);
        if (first is not null)
            operation.ShouldBe(first);
        return operation;
    }

    /// <summary>Waits until it has died at its fail point.</summary>
    private protected static Task DiesAsync(Engine engine) => engine.ExitAsync(s_death);
}
