using System.Text.Json;
using ActorPlatform.Flink;
using ActorPlatform.Jobs;
using ActorPlatform.Jobs.Ports;

namespace ActorPlatform.Yarn.Submission;

/// <summary>What of a cluster goes into a submission.</summary>
/// <param name="FileSystem">The HDFS as programs name it.</param>
/// <param name="Root">The engine's folder on it.</param>
/// <param name="Classpath">Hadoop's classes in a container.</param>
internal sealed record SubmissionSite(string Installation, string FileSystem, string Root, string User, string Classpath);

/// <summary>Builds the document that is posted. The same plan, application id and files give the same document.</summary>
internal sealed class SubmissionBuilder(SubmissionSite site, FlinkVersionProfile profile, FlinkConfiguration configuration, SubmissionFiles files)
{
    private const string MasterEnvironment = "containerized.master.env.";

    /// <summary>The document as JSON.</summary>
    public string Build(RunPlan plan, ApplicationId application) =>
        JsonSerializer.Serialize(Context(plan, application), YarnJson.Default.SubmissionContext);

    internal SubmissionContext Context(RunPlan plan, ApplicationId application) =>
        new()
        {
            ApplicationId = application.Value,
            ApplicationName = plan.Spec.Name,
            Queue = plan.Spec.Target.Queue,
            Priority = plan.Spec.Target.Priority,
            Resource = new SubmissionResource(MemorySize.ToMebibytes(configuration.Memory.ProcessBytes), plan.Spec.Resources.JobManager.Cpu),
            // The ResourceManager writes tags in lower case: what is to be found again must be so from the start.
            Tags = new SubmissionTags([RunIdentity.InstallationTag(site.Installation), RunIdentity.JobTag(plan.Job), RunIdentity.RunTag(plan.Run)]),
            Container = new ContainerSpec(
                new Entries<LocalResource>([.. AllFiles().Select(file => new Entry<LocalResource>(file.Key, file.ToResource()))]),
                new Entries<string>([.. Environment(application).Select(pair => new Entry<string>(pair.Key, pair.Value))]),
                new ContainerCommands(Command())),
        };

    private IEnumerable<ContainerFile> AllFiles() => Jars().Append(files.Config).Append(files.Log4j).Append(files.Jar);

    private IEnumerable<ContainerFile> Jars() =>
        files.Distribution.Libs.Append(files.Distribution.Dist).OrderBy(file => file.Key, StringComparer.Ordinal);

    private SortedDictionary<string, string> Environment(ApplicationId application)
    {
        // The first entry is empty, and stands for the working directory, where log4j.properties lies.
        var jars = files.Distribution.Libs.Append(files.Jar).Select(file => file.Key).Order(StringComparer.Ordinal);
        var flink = ":" + string.Join(':', jars.Append(files.Distribution.Dist.Key).Append(profile.ConfigFile)) + ":";
        var environment = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["_FLINK_CLASSPATH"] = flink,
            ["CLASSPATH"] = flink + ":" + site.Classpath.Replace(',', ':'),
            ["FLINK_LIB_DIR"] = "./" + files.Distribution.LibFolder,
            ["FLINK_OPT_DIR"] = "./opt",
            ["_FLINK_DIST_JAR"] = files.Distribution.Dist.ToDescriptor(profile.Descriptors),
            ["_CLIENT_SHIP_FILES"] = string.Join(';', AllFiles().Select(file => file.ToDescriptor(profile.Descriptors))),
            ["_APP_ID"] = application.Value,
            ["_CLIENT_HOME_DIR"] = $"{site.FileSystem}/user/{site.User}",
            // Deleted recursively by the master when it leaves: a folder of this application alone, which need not be there.
            ["_FLINK_YARN_FILES"] = $"{site.FileSystem}{site.Root}/engine/staging/{application}",
            ["HADOOP_USER_NAME"] = site.User,
        };
        foreach (var (key, value) in configuration.WithPrefix(MasterEnvironment))
            environment[key[MasterEnvironment.Length..]] = value;
        return environment;
    }

    private string Command()
    {
        string[] start =
        [
            "$JAVA_HOME/bin/java",
            configuration.Memory.JvmArguments,
            configuration.JvmOptions(),
            "-Dlog.file=\"<LOG_DIR>/jobmanager.log\"",
            "-Dlog4j.configuration=file:log4j.properties",
            "-Dlog4j.configurationFile=file:log4j.properties",
            FlinkVersionProfile.YarnEntryPoint,
        ];
        var options = configuration.Dynamic.Select(option => "-D " + ShellWords.Quote($"{option.Key}={option.Value}"));
        return string.Join(
            ' ',
            start.Where(part => part.Length > 0).Concat(options).Append("1> <LOG_DIR>/jobmanager.out 2> <LOG_DIR>/jobmanager.err"));
    }
}
