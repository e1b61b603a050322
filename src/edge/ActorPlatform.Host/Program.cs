using ActorPlatform.Host.CommandLine;

return await ActorPlatformCommand.RunAsync(args, new Terminal(Console.Out, Console.Error), CancellationToken.None);
