using System.Diagnostics;
using System.Text.Json.Nodes;

namespace ActorPlatform.EndToEnd.Rigs;

/// <summary>A real Hadoop cluster on loopback, one for all tests of the process. Ended by its guard when the process is gone.</summary>
internal sealed class Rig
{
    private const string DefaultPortBase = "23000";
    private static readonly Lazy<Task<Rig>> s_shared = new(StartAsync);

    private readonly Dictionary<string, string> _environment;

    private Rig(Dictionary<string, string> environment, JsonNode facts)
    {
        _environment = environment;
        Text(facts, "RM_URL", out var resourceManager);
        Text(facts, "NN_URL", out var nameNode);
        Text(facts, "FS_URI", out var fileSystem);
        Text(facts, "HADOOP_CONF_DIR", out var conf);
        Text(facts, "HADOOP_HOME", out var home);
        Text(facts, "JOB_JAR", out var jar);
        (ResourceManager, NameNode, FileSystem, JobJar) = (new Uri(resourceManager), new Uri(nameNode), fileSystem, jar);
        ApplicationClasspath = $"{conf},{home}/lib/*";
        Yarn = new YarnTruth(ResourceManager);
        Hdfs = new HdfsFiles(NameNode);
        Stranger = new Stranger(ResourceManager);
    }

    /// <summary>The job's jar, where <see cref="StartAsync"/> put it.</summary>
    public const string Jar = "hdfs:///jars/rig-job.jar";

    public Uri ResourceManager { get; }

    public Uri NameNode { get; }

    public string FileSystem { get; }

    public string JobJar { get; }

    public string ApplicationClasspath { get; }

    public YarnTruth Yarn { get; }

    public HdfsFiles Hdfs { get; }

    public Stranger Stranger { get; }

    /// <summary>The cluster, started by the first who asks. Skips the test where it cannot run.</summary>
    public static Task<Rig> SharedAsync()
    {
        Requirements.Rig();
        return s_shared.Value;
    }

    /// <summary>One of the rig's commands: <c>pause a rm</c>.</summary>
    public Task DoAsync(params string[] command) => Shell.RunAsync(Requirements.RigPath, _environment, TimeSpan.FromMinutes(5), command);

    private static async Task<Rig> StartAsync()
    {
        var portBase = Environment.GetEnvironmentVariable("RIG_PORT_BASE") is { Length: > 0 } given ? given : DefaultPortBase;
        // Shorter than stock, so that a lost JobManager is noticed within a test; 30 s killed slow starts on a loaded machine.
        var environment = new Dictionary<string, string> { ["RIG_PORT_BASE"] = portBase, ["RIG_AM_WAIT_MS"] = "90000" };
        await GuardAsync(environment);
        var facts = JsonNode.Parse(await Shell.RunAsync(Requirements.RigPath, environment, TimeSpan.FromMinutes(1), "env", "a", "--json"))!;
        var rig = new Rig(environment, facts);
        await rig.Hdfs.UploadAsync(rig.JobJar, "/jars/rig-job.jar");
        return rig;
    }

    private static async Task GuardAsync(Dictionary<string, string> environment)
    {
        // A session of its own: an interrupt from the terminal must not end the one that clears up.
        var start = new ProcessStartInfo("setsid", ["bash", Path.Combine(AppContext.BaseDirectory, "Rigs", "rig-guard.sh"), Requirements.RigPath, $"{Environment.ProcessId}", Workspace.Pids])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        var guard = Process.Start(start) ?? throw new InvalidOperationException("setsid did not start");
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(9));
        var word = await guard.StandardOutput.ReadLineAsync(limit.Token);
        if (word != "ready")
            throw new InvalidOperationException($"The rig did not come up: {word ?? "no word of its guard"}");
    }

    private static void Text(JsonNode facts, string key, out string value) =>
        value = facts[key]?.GetValue<string>() ?? throw new InvalidOperationException($"The rig does not tell {key}.");
}
