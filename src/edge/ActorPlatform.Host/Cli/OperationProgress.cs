using System.Globalization;
using ActorPlatform.Client.Model;
using ActorPlatform.Host.CommandLine;

namespace ActorPlatform.Host.Cli;

/// <summary>Follows an operation to its end: its log line by line, on a terminal with a line that counts the seconds. On the error stream, so that the output stays the answer.</summary>
internal sealed class OperationProgress(Session session)
{
    private static readonly TimeSpan s_look = TimeSpan.FromSeconds(1);
    private DateTimeOffset _told;

    public async Task<Operation> FollowAsync(Operation operation, TimeSpan atMost, CancellationToken cancellationToken)
    {
        var start = session.Time.GetUtcNow();
        for (; ; operation = await session.Client.GetOperationAsync(operation.Id, s_look, cancellationToken))
        {
            var age = session.Time.GetUtcNow() - start;
            Tell(operation, age);
            if (operation.IsOver || age >= atMost)
                return operation;
        }
    }

    private void Tell(Operation operation, TimeSpan age)
    {
        var terminal = session.Terminal;
        if (terminal.IsInteractive)
            terminal.Error.Write("\r\u001b[K");
        foreach (var line in operation.Log?.Where(line => line.At > _told) ?? [])
            terminal.Error.WriteLine($"{line.At.UtcDateTime.ToString("HH:mm:ss", CultureInfo.InvariantCulture)} {Cells.OneLine(line.Text)}");
        _told = operation.Log is { Count: > 0 } log ? log[^1].At : _told;
        if (terminal.IsInteractive && !operation.IsOver)
            terminal.Error.Write(OneLine(terminal, $"{operation.Kind} {operation.State ?? "ACCEPTED"}, {(operation.Batch is null ? "" : $"{operation.Progress!.TrimEnd('.')}, ")}{Ages.Of(age)} …"));
    }

    // It is written over: what the terminal has broken would stay.
    private static string OneLine(Terminal terminal, string line) => terminal is { IsInteractive: true, Width: { } width } ? Cells.Cut(line, width - 1) : line;
}
