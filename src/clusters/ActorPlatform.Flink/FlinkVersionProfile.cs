namespace ActorPlatform.Flink;

/// <summary>How a YARN application master reads where a jar lies.</summary>
public enum JarDescriptorForm
{
    /// <summary><c>YarnLocalResourceDescriptor{key=…, path=…}</c>: 1.17 and 1.18. With the newer form their masters come up and lose every container.</summary>
    ToStringForm,

    /// <summary>JSON with single quotes: from 1.19 on.</summary>
    SingleQuotedJson,
}

/// <summary>What differs between Flink's versions, as far as a submission and a watcher care.</summary>
/// <param name="Version">Major and minor: <c>1.20</c>.</param>
/// <param name="ConfigFile">The file's name in a container's working directory.</param>
/// <param name="IsStandardYaml">Whether that file is real YAML; the legacy parser cuts a line at <c>#</c> and knows no quotes.</param>
/// <param name="Descriptors">The form of <c>_FLINK_DIST_JAR</c> and <c>_CLIENT_SHIP_FILES</c>.</param>
/// <param name="Options">Names of options.</param>
/// <param name="JvmOptionKeys">Options that hold the JobManager's JVM options, in their order on the command line.</param>
/// <param name="IgnoresUnknownVmOptions">Whether the stock client adds <c>-XX:+IgnoreUnrecognizedVMOptions</c>.</param>
/// <param name="StockJvmOptions">What the stock configuration sets for all JVMs (Java 17 needs it).</param>
public sealed record FlinkVersionProfile(
    string Version,
    string ConfigFile,
    bool IsStandardYaml,
    JarDescriptorForm Descriptors,
    FlinkOptionNames Options,
    IReadOnlyList<string> JvmOptionKeys,
    bool IgnoresUnknownVmOptions,
    string StockJvmOptions)
{
    /// <summary>The application master's class on YARN, in all versions.</summary>
    public const string YarnEntryPoint = "org.apache.flink.yarn.entrypoint.YarnApplicationClusterEntryPoint";

    private const string AddOpens =
        "--add-exports=java.base/sun.net.util=ALL-UNNAMED --add-exports=java.rmi/sun.rmi.registry=ALL-UNNAMED --add-exports=jdk.compiler/com.sun.tools.javac.api=ALL-UNNAMED "
        + "--add-exports=jdk.compiler/com.sun.tools.javac.file=ALL-UNNAMED --add-exports=jdk.compiler/com.sun.tools.javac.parser=ALL-UNNAMED "
        + "--add-exports=jdk.compiler/com.sun.tools.javac.tree=ALL-UNNAMED --add-exports=jdk.compiler/com.sun.tools.javac.util=ALL-UNNAMED "
        + "--add-exports=java.security.jgss/sun.security.krb5=ALL-UNNAMED --add-opens=java.base/java.lang=ALL-UNNAMED --add-opens=java.base/java.net=ALL-UNNAMED "
        + "--add-opens=java.base/java.io=ALL-UNNAMED --add-opens=java.base/java.nio=ALL-UNNAMED --add-opens=java.base/sun.nio.ch=ALL-UNNAMED "
        + "--add-opens=java.base/java.lang.reflect=ALL-UNNAMED --add-opens=java.base/java.text=ALL-UNNAMED --add-opens=java.base/java.time=ALL-UNNAMED "
        + "--add-opens=java.base/java.util=ALL-UNNAMED --add-opens=java.base/java.util.concurrent=ALL-UNNAMED --add-opens=java.base/java.util.concurrent.atomic=ALL-UNNAMED "
        + "--add-opens=java.base/java.util.concurrent.locks=ALL-UNNAMED";

    private static readonly Dictionary<string, FlinkVersionProfile> ByVersion = new[]
    {
        Legacy("1.17", ignoresUnknown: false, stock: ""),
        Legacy("1.18", ignoresUnknown: true, stock: AddOpens),
        Standard("1.19", FlinkOptionNames.Before120),
        Standard("1.20", FlinkOptionNames.Since120),
        Standard("2.0", FlinkOptionNames.Since120),
        Standard("2.1", FlinkOptionNames.Since120),
        Standard("2.2", FlinkOptionNames.Since120),
        Standard("2.3", FlinkOptionNames.Since120),
    }.ToDictionary(profile => profile.Version);

    /// <summary>All versions that can be submitted, oldest first.</summary>
    public static IReadOnlyList<string> Known { get; } = ["1.17", "1.18", "1.19", "1.20", "2.0", "2.1", "2.2", "2.3"];

    /// <summary>A version's profile; null when it is not known.</summary>
    /// <param name="version">Major and minor; a patch level is ignored.</param>
    public static FlinkVersionProfile? Find(string version)
    {
        var parts = version.Split('.');
        return parts.Length is 2 or 3 && ByVersion.TryGetValue($"{parts[0]}.{parts[1]}", out var profile) ? profile : null;
    }

    private static FlinkVersionProfile Legacy(string version, bool ignoresUnknown, string stock) =>
        new(
            version,
            "flink-conf.yaml",
            IsStandardYaml: false,
            JarDescriptorForm.ToStringForm,
            FlinkOptionNames.Before120,
            ["env.java.opts.all", "env.java.opts", "env.java.opts.jobmanager"],
            ignoresUnknown,
            stock);

    private static FlinkVersionProfile Standard(string version, FlinkOptionNames names) =>
        new(
            version,
            "config.yaml",
            IsStandardYaml: true,
            JarDescriptorForm.SingleQuotedJson,
            names,
            ["env.java.default-opts.all", "env.java.opts.all", "env.java.default-opts.jobmanager", "env.java.opts.jobmanager"],
            IgnoresUnknownVmOptions: true,
            AddOpens);
}
