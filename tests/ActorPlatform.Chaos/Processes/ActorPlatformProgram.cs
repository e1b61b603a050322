namespace ActorPlatform.Chaos.Processes;

/// <summary>The program under test, as it was built beside these tests in the same configuration.</summary>
internal static class ActorPlatformProgram
{
    public static string Path { get; } = Find();

    private static string Find()
    {
        var output = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd('/'));
        var path = System.IO.Path.GetFullPath(System.IO.Path.Combine(output.FullName, "../../../../../src/edge/ActorPlatform.Host/bin", output.Parent!.Name, output.Name, "actorplatform"));
        return File.Exists(path) ? path : throw new FileNotFoundException($"The program was not built: {path}");
    }
}
