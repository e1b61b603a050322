using ActorPlatform.Host.CommandLine;

return await ActorPlatformCommand.RunAsync(args, Terminal.OfProcess(), CancellationToken.None);
