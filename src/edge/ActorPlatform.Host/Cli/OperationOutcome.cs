using ActorPlatform.Client.Model;
using ActorPlatform.Host.CommandLine;

namespace ActorPlatform.Host.Cli;

/// <summary>Tells how an operation stands, and what to do about it.</summary>
internal static class OperationOutcome
{
    /// <summary>Writes it; the exit code that it means.</summary>
    /// <param name="waited">How long its end was waited for; null when it was not.</param>
    public static async Task<int> TellAsync(Session session, Operation operation, TimeSpan? waited, CancellationToken cancellationToken)
    {
        if (session.AsJson)
            await session.WriteJsonAsync(operation);
        else
            await session.Terminal.Out.WriteLineAsync($"{operation.Id}  {operation.Kind}  {operation.State ?? "ACCEPTED"}{(operation.Batch is null ? "" : $"  {operation.Progress}")}");
        switch (operation.State)
        {
            case "SUCCEEDED":
                return ExitCodes.Ok;
            case "FAILED" when operation.Batch is not null:
                await BatchResults.TellAsync(session, operation, cancellationToken);
                return ExitCodes.Failed;
            case "FAILED":
                await session.Terminal.Error.WriteLineAsync($"{operation.Kind} failed: {operation.Error}");
                await session.Terminal.Error.WriteLineAsync($"The job and its restore points are kept. Why, and what it does next: actorplatform job explain {operation.JobId}; actorplatform job get {operation.JobId}");
                return ExitCodes.Failed;
            case var _ when waited is { } time:
                await session.Terminal.Error.WriteLineAsync($"It is not over after {Ages.Of(time)}, and goes on. Wait on: actorplatform operation wait {operation.Id}");
                return ExitCodes.StillInWork;
            default:
                return ExitCodes.Ok;
        }
    }
}
