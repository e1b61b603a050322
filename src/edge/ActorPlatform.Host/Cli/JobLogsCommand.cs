using System.CommandLine;
using ActorPlatform.Client;
using ActorPlatform.Host.CommandLine;

namespace ActorPlatform.Host.Cli;

/// <summary><c>job logs</c>: the end of a run's log.</summary>
internal static class JobLogsCommand
{
    public static Command Make(Remote remote)
    {
        var job = Remote.Job();
        var run = new Option<int?>("--run") { Description = "The run's number; the newest when left out.", HelpName = "N" };
        var source = new Option<string>("--source") { Description = "jobmanager, container, or taskmanager-ID.", DefaultValueFactory = _ => "jobmanager", HelpName = "SOURCE" };
        var bytes = new Option<int>("--bytes") { Description = "At most so many bytes from the end, up to 1048576.", DefaultValueFactory = _ => 64 * 1024, HelpName = "N" };
        var before = new Option<long?>("--before") { Description = "The part that ends there, in bytes.", HelpName = "POSITION" };
        var text = new Option<string?>("--search") { Description = "Only lines that contain this.", HelpName = "TEXT" };
        return remote.Make("logs", "Shows the end of a run's log, also after the run.", [job, run, source, bytes, before, text], async (parsed, session, cancellationToken) =>
        {
            var id = await JobNames.FindAsync(session, parsed.GetValue(job)!, cancellationToken);
            var number = parsed.GetValue(run) ?? await JobNames.NewestRunAsync(session, id, cancellationToken);
            var filter = new LogFilter { Source = parsed.GetValue(source), Bytes = parsed.GetValue(bytes), Before = parsed.GetValue(before), Text = parsed.GetValue(text) };
            var part = await session.Client.GetLogAsync(id, number, filter, cancellationToken);
            if (session.AsJson)
                await session.WriteJsonAsync(part);
            else
                await session.Terminal.Out.WriteAsync(part.Text);
            if (part.Before is { } earlier)
                await session.Terminal.Error.WriteLineAsync($"Run {number}, {part.Source}, bytes {part.From} to {part.To} of {part.Length}. What is before them: --before {earlier}");
            return ExitCodes.Ok;
        });
    }
}
