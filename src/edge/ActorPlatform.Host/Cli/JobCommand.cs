using System.CommandLine;

namespace ActorPlatform.Host.Cli;

/// <summary><c>job</c>: everything about jobs.</summary>
internal static class JobCommand
{
    public static Command Make(Remote remote)
    {
        var command = new Command("job", "Defines jobs, asks them to do something, and looks at them.");
        foreach (var each in new JobViewCommands(remote).All().Concat(new JobDefinitionCommands(remote).All()).Concat(new JobActionCommands(remote).All()).Concat(new JobHistoryCommands(remote).All()))
            command.Add(each);
        command.Add(JobLogsCommand.Make(remote));
        return command;
    }
}
