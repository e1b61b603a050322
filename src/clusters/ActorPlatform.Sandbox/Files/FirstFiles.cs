namespace ActorPlatform.Sandbox.Files;

/// <summary>What lies on a new HDFS: a demo job, and Flink's distributions where the engine looks for them.</summary>
internal static class FirstFiles
{
    private static readonly string[] s_versions = ["1.17", "1.18", "1.19", "1.20", "2.0", "2.1", "2.2", "2.3"];

    // An empty archive: nothing here is ever run.
    private static readonly byte[] s_jar = [0x50, 0x4B, 5, 6, .. new byte[18]];

    public static string LibsOf(string version) => $"/flink/dist/flink-{version}/lib";

    public static void Put(FileTree files, long now)
    {
        files.MakeFolder("/tmp", "hdfs", "1777", now);
        files.Put("/sandbox/demo.jar", new BytesContent(s_jar), "hdfs", "644", now);
        foreach (var version in s_versions)
            files.Put($"{LibsOf(version)}/flink-dist-{version}.0.jar", new BytesContent(s_jar), "hdfs", "644", now);
    }
}
