using System.Text.Json;

namespace ActorPlatform.Client.Http;

/// <summary>How an action is written.</summary>
internal static class ActionBodies
{
    public static (HttpMethod Method, string Part, string? Body) Of(JobAction action) => action switch
    {
        JobAction.Start start => (HttpMethod.Post, "/start", Body(("restore", start.Restore))),
        JobAction.Suspend suspend => (HttpMethod.Post, "/suspend", suspend.Drain ? """{"drain":true}""" : "{}"),
        JobAction.Kill kill => (HttpMethod.Post, "/kill", Body(("fence", kill.ConfirmedDead ? "OPERATOR_CONFIRMS_DEAD" : null), ("reason", kill.Reason))),
        JobAction.Restart restart => (HttpMethod.Post, "/restart", Body(("restore", restart.Restore))),
        JobAction.Savepoint savepoint => (HttpMethod.Post, "/savepoints", Body(("format", savepoint.Format))),
        JobAction.Delete delete => (HttpMethod.Delete, delete.Force ? "?force=true" : "", null),
        _ => throw new ArgumentOutOfRangeException(nameof(action), action, "Not an action of this version."),
    };

    private static string Body(params (string Name, string? Value)[] fields) =>
        JsonSerializer.Serialize(fields.Where(field => field.Value is not null).ToDictionary(field => field.Name, field => field.Value!), ClientJson.Of<Dictionary<string, string>>());
}
