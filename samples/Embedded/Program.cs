// The engine inside a service of one's own. To try it: dotnet run --project samples/Embedded
var folder = args.Length > 0 ? args[0] : Directory.CreateTempSubdirectory("embedded-").FullName;
await Embedded.IntegrationService.RunAsync(folder, Console.Out, CancellationToken.None);
