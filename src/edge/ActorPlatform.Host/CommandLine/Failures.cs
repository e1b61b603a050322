using ActorPlatform.Client;
using ActorPlatform.Hocon;
using ActorPlatform.Host.Configuration;
using ActorPlatform.Hosting;
using ActorPlatform.Hosting.Configuration;
using ActorPlatform.Jobs;
using Microsoft.AspNetCore.Connections;

namespace ActorPlatform.Host.CommandLine;

/// <summary>Tells a person why a command ended: what happened, what to do, and no stack trace for what is not a fault of the program.</summary>
internal static class Failures
{
    public static int Tell(Exception exception, TextWriter error)
    {
        var (code, text) = Judge(exception);
        error.WriteLine(Secrets.Hide(text));
        return code;
    }

    private static (int Code, string Text) Judge(Exception exception) => exception switch
    {
        HoconException or ActorPlatformConfigurationException => (ExitCodes.Usage, exception.Message),
        UsageException => (ExitCodes.Usage, exception.Message),
        AddressTakenException => (ExitCodes.Failed, exception.Message),
        RefusedException or SandboxInUseException => (ExitCodes.Refused, exception.Message),
        ActorPlatformException refused => (CodeOf(refused), Tell(refused)),
        ArgumentException argument => (ExitCodes.Usage, argument.Message.Replace($" (Parameter '{argument.ParamName}')", "", StringComparison.Ordinal)),
        DirectoryNotFoundException => (ExitCodes.Usage, exception.Message),
        OperationCanceledException => (ExitCodes.Failed, "Stopped before it was done; repeat it."),
        IOException { InnerException: AddressInUseException } => (ExitCodes.Failed, $"{exception.Message} Another program listens there; choose another actorplatform.http.url, or --listen of a sandbox."),
        _ when EngineStartFailures.Explain(exception) is { } start => (start.IsRefusal ? ExitCodes.Refused : ExitCodes.Failed, start.Text),
        _ => (ExitCodes.Failed, exception.ToString()),
    };

    private static int CodeOf(ActorPlatformException exception) => exception switch
    {
        InputException => ExitCodes.Usage,
        ConflictException => ExitCodes.Refused,
        NotFoundException => ExitCodes.NotFound,
        UnavailableException => ExitCodes.Unavailable,
        _ => ExitCodes.Failed,
    };

    private static string Tell(ActorPlatformException exception) => exception switch
    {
        InputException { Errors.Count: > 0 } input =>
            $"Nothing was changed. What is wrong:{string.Concat(input.Errors.SelectMany(field => field.Value.Select(problem => $"{Environment.NewLine}  {field.Key}: {problem}")))}",
        UnavailableException { Code: "engine.unreachable" } lost => $"{lost.Message} Is an engine there? --server or ACTORPLATFORM_URL says where; 'actorplatform dev' starts one.",
        ConflictException { Code: "restore.choice-required" } choice => $"{choice.Message} Nothing was changed; repeat the command with --restore latest, none or an id.",
        _ => exception.Message,
    };
}
