using System.ComponentModel.DataAnnotations;

namespace ActorPlatform.Yarn;

/// <summary>One cluster: <c>actorplatform.clusters.NAME</c>.</summary>
public sealed class ClusterOptions
{
    /// <summary>What it is: <c>yarn</c>, or <c>sandbox</c>, a simulated one in this process.</summary>
    [Required]
    public string Kind { get; set; } = "yarn";

    /// <summary>Web addresses of the ResourceManagers: <c>http://rm1:8088</c>.</summary>
    public List<string> ResourceManagers { get; set; } = [];

    /// <summary>Its HDFS.</summary>
    public HdfsOptions Hdfs { get; set; } = new();

    /// <summary>Who submits (simple authentication).</summary>
    public string User { get; set; } = "flink";

    /// <summary>What its yarn-site.xml calls <c>yarn.application.classpath</c>; entries separated by commas or colons.</summary>
    public string ApplicationClasspath { get; set; } =
        "$HADOOP_CONF_DIR,$HADOOP_COMMON_HOME/share/hadoop/common/*,$HADOOP_COMMON_HOME/share/hadoop/common/lib/*,$HADOOP_HDFS_HOME/share/hadoop/hdfs/*,$HADOOP_HDFS_HOME/share/hadoop/hdfs/lib/*,$HADOOP_YARN_HOME/share/hadoop/yarn/*,$HADOOP_YARN_HOME/share/hadoop/yarn/lib/*";

    /// <summary>Flink distributions by version (<c>1.20</c>). One that is not named here is looked for where <c>cluster install-flink</c> puts it.</summary>
    public Dictionary<string, FlinkDistributionOptions> Flink { get; set; } = [];

    /// <summary>Flink options below each job's own.</summary>
    public Dictionary<string, string> FlinkConfig { get; set; } = [];

    /// <summary>Time limits.</summary>
    public ClusterTimeouts Timeouts { get; set; } = new();

    /// <summary>Rates and other bounds.</summary>
    public ClusterBounds Bounds { get; set; } = new();

    /// <summary>Of a sandbox: what small differences between its applications are drawn from; 1 when left out.</summary>
    public int? Seed { get; set; }

    /// <summary>Of a sandbox: from a submission to all tasks running; 200 ms when left out.</summary>
    public TimeSpan? Start { get; set; }

    /// <summary>Of a sandbox: the checkpoint interval of jobs that set none; 5 s when left out.</summary>
    public TimeSpan? CheckpointEvery { get; set; }
}

/// <summary>Where a Flink distribution lies.</summary>
public sealed class FlinkDistributionOptions
{
    /// <summary>The folder of its jars on HDFS: <c>hdfs:///flink-dist/lib</c>.</summary>
    public string Libs { get; set; } = "";
}

/// <summary>A cluster's HDFS.</summary>
public sealed class HdfsOptions
{
    /// <summary>Web addresses of the NameNodes: <c>http://nn1:9870</c>.</summary>
    public List<string> NameNodes { get; set; } = [];

    /// <summary>The file system as programs name it: <c>hdfs://nameservice-a</c>.</summary>
    public string Uri { get; set; } = "";

    /// <summary>The folder below which checkpoints, savepoints and the engine's own files lie.</summary>
    public string Root { get; set; } = "/flink";

    /// <summary>What its yarn-site.xml calls <c>yarn.nodemanager.remote-app-log-dir</c>.</summary>
    public string LogDir { get; set; } = "/tmp/logs";

    /// <summary>What its yarn-site.xml calls <c>yarn.nodemanager.remote-app-log-dir-suffix</c>.</summary>
    public string LogDirSuffix { get; set; } = "logs";
}

/// <summary>Time limits of calls to a cluster.</summary>
public sealed class ClusterTimeouts
{
    /// <summary>Opening a connection.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:01:00")]
    public TimeSpan Connect { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>One call to a ResourceManager or NameNode.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:05:00")]
    public TimeSpan Call { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>One call to a JobManager.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:05:00")]
    public TimeSpan JobManager { get; set; } = TimeSpan.FromSeconds(8);

    /// <summary>One upload, or one ranged read of a file.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "02:00:00")]
    public TimeSpan Transfer { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How long a ResourceManager must have been up before its "not found" is believed.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan Grace { get; set; } = TimeSpan.FromSeconds(90);

    /// <summary>How long an ended application stays in a sweep.</summary>
    [Range(typeof(TimeSpan), "00:10:00", "1.00:00:00")]
    public TimeSpan EndedFor { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>How long to wait for the aggregated log of an ended application.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:05:00")]
    public TimeSpan LogWait { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>How long a listing of Flink's jars, the engine's files and job jars holds.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan FilesCache { get; set; } = TimeSpan.FromMinutes(1);
}

/// <summary>Rates and other bounds of what is asked of a cluster.</summary>
public sealed class ClusterBounds
{
    /// <summary>Requests per second to ResourceManagers and HDFS.</summary>
    [Range(1, 10_000)]
    public int Rate { get; set; } = 100;

    /// <summary>Requests per second to all JobManagers together.</summary>
    [Range(1, 100_000)]
    public int JobManagerRate { get; set; } = 500;

    /// <summary>Requests that may wait for their turn.</summary>
    [Range(1, 100_000)]
    public int Queue { get; set; } = 5000;

    /// <summary>Connections to one endpoint.</summary>
    [Range(1, 1000)]
    public int Connections { get; set; } = 16;

    /// <summary>Faults that open an endpoint's breaker.</summary>
    [Range(2, 1000)]
    public int BreakerFaults { get; set; } = 5;

    /// <summary>How long an open breaker refuses before one probe.</summary>
    [Range(typeof(TimeSpan), "00:00:00.5", "00:10:00")]
    public TimeSpan BreakerPause { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Bytes of one answer; a sweep of 10,000 applications has about 20 MB.</summary>
    [Range(1024, 1024L * 1024 * 1024)]
    public long MaxResponseBytes { get; set; } = 64 * 1024 * 1024;

    /// <summary>Applications in one sweep; more make it say nothing of absent ones.</summary>
    [Range(1, 1_000_000)]
    public int MaxApplications { get; set; } = 50_000;

    /// <summary>JobManager addresses and file facts kept in memory.</summary>
    [Range(16, 1_000_000)]
    public int MaxCached { get; set; } = 20_000;
}
