using System.Diagnostics;

namespace ActorPlatform.EndToEnd.Rigs;

/// <summary>The cluster that the tests run on, one for all tests of the process: a real one, or the sandbox's. Ended by its guard when the process is gone.</summary>
internal abstract class Rig(Uri resourceManager, Uri nameNode, string fileSystem)
{
    private static readonly Lazy<Task<Rig>> s_shared = new(() => Requirements.IsSandbox ? SandboxRig.StartAsync() : HadoopRig.StartAsync());

    /// <summary>The job's jar, put there at the start.</summary>
    public const string Jar = "hdfs:///jars/rig-job.jar";

    public Uri ResourceManager => resourceManager;

    public Uri NameNode => nameNode;

    public string FileSystem => fileSystem;

    /// <summary>What an engine has to know of it beside its addresses: lines of <c>clusters.a</c>.</summary>
    public abstract string ClusterSettings { get; }

    public YarnTruth Yarn { get; } = new(resourceManager);

    public HdfsFiles Hdfs { get; } = new(nameNode);

    public Stranger Stranger { get; } = new(resourceManager);

    /// <summary>The cluster, started by the first who asks. Skips the test where it cannot run.</summary>
    public static Task<Rig> SharedAsync()
    {
        if (!Requirements.IsSandbox)
            Requirements.Rig();
        return s_shared.Value;
    }

    /// <summary>What happens to a cluster, in the words of the rig's script: <c>pause a rm</c>.</summary>
    public abstract Task DoAsync(params string[] command);

    /// <summary>Submits a job as a client does who knows nothing of the engine.</summary>
    /// <param name="tags">With commas between them.</param>
    public abstract Task SubmitAsync(string name, string tags);

    /// <summary>How many processes of an application live, whatever anybody says.</summary>
    public abstract Task<int> ProcessesAsync(string application);

    /// <summary>kill -9 of all of them: as when the node's kernel ran out of memory.</summary>
    public abstract Task KillProcessesAsync(string application);

    /// <summary>Freezes an application's JobManager alone.</summary>
    public abstract Task PauseJobManagerAsync(string application);

    /// <summary>Wakes it.</summary>
    public abstract Task ResumeJobManagerAsync(string application);

    /// <summary>Starts the guard of this process's children, and what it guards beside them.</summary>
    /// <param name="rig">The rig's script, or nothing.</param>
    protected static async Task GuardAsync(IReadOnlyDictionary<string, string> environment, params string[] rig)
    {
        // A session of its own: an interrupt from the terminal must not end the one that clears up.
        string[] command = ["bash", Path.Combine(AppContext.BaseDirectory, "Rigs", "guard.sh"), $"{Environment.ProcessId}", Workspace.Pids, .. rig];
        var start = new ProcessStartInfo("setsid", command) { RedirectStandardOutput = true, UseShellExecute = false };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        var guard = Process.Start(start) ?? throw new InvalidOperationException("setsid did not start");
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(9));
        var word = await guard.StandardOutput.ReadLineAsync(limit.Token);
        if (word != "ready")
            throw new InvalidOperationException($"The cluster did not come up: {word ?? "no word of its guard"}");
    }
}
