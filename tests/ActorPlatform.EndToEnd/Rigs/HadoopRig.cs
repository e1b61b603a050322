using System.Text.Json.Nodes;

namespace ActorPlatform.EndToEnd.Rigs;

/// <summary>A real Hadoop cluster with a real Flink on loopback, by the rig's script.</summary>
internal sealed class HadoopRig : Rig
{
    private const string DefaultPortBase = "23000";
    private readonly Dictionary<string, string> _environment;
    private readonly JsonNode _facts;

    private HadoopRig(Dictionary<string, string> environment, JsonNode facts)
        : base(new Uri(Text(facts, "RM_URL")), new Uri(Text(facts, "NN_URL")), Text(facts, "FS_URI")) => (_environment, _facts) = (environment, facts);

    public override string ClusterSettings => $$"""
        hdfs.log-dir = "/yarn-logs"
        application-classpath = "{{Text(_facts, "HADOOP_CONF_DIR")}},{{Text(_facts, "HADOOP_HOME")}}/lib/*"
        flink { "1.20" { libs = "hdfs:///flink-dist/lib" } }
        """;

    private string JobJar => Text(_facts, "JOB_JAR");

    public static async Task<Rig> StartAsync()
    {
        var portBase = Environment.GetEnvironmentVariable("RIG_PORT_BASE") is { Length: > 0 } given ? given : DefaultPortBase;
        // Shorter than stock, so that a lost JobManager is noticed within a test; 30 s killed slow starts on a loaded machine.
        var environment = new Dictionary<string, string> { ["RIG_PORT_BASE"] = portBase, ["RIG_AM_WAIT_MS"] = "90000" };
        await GuardAsync(environment, Requirements.RigPath);
        var facts = JsonNode.Parse(await Shell.RunAsync(Requirements.RigPath, environment, TimeSpan.FromMinutes(1), "env", "a", "--json"))!;
        var rig = new HadoopRig(environment, facts);
        await using var jar = File.OpenRead(rig.JobJar);
        await rig.Hdfs.UploadAsync(jar, HdfsFiles.PathOf(Jar));
        return rig;
    }

    public override Task DoAsync(params string[] command) => Shell.RunAsync(Requirements.RigPath, _environment, TimeSpan.FromMinutes(5), command);

    /// <summary>By Flink's own client. It may be killed while that waits for it to start: then the client ends with an error that says so.</summary>
    public override async Task SubmitAsync(string name, string tags)
    {
        try
        {
            await DoAsync(
                "flink", "a", "run-application", "-t", "yarn-application", $"-Dyarn.application.name={name}", $"-Dyarn.tags={tags}", "-c", "rig.StatefulJob", JobJar, "--rate", "10");
        }
        catch (InvalidOperationException exception) when (exception.Message.Contains("switched to state KILLED", StringComparison.Ordinal))
        {
            // It was submitted, and seen.
        }
    }

    public override Task<int> ProcessesAsync(string application) => Task.FromResult(ApplicationProcesses.Of(application).Count);

    public override Task KillProcessesAsync(string application)
    {
        ApplicationProcesses.Kill(application);
        return Task.CompletedTask;
    }

    public override Task PauseJobManagerAsync(string application) => ApplicationProcesses.SignalJobManagerAsync(application, "STOP");

    public override Task ResumeJobManagerAsync(string application) => ApplicationProcesses.SignalJobManagerAsync(application, "CONT");

    private static string Text(JsonNode facts, string key) => facts[key]?.GetValue<string>() ?? throw new InvalidOperationException($"The rig does not tell {key}.");
}
