using System.Text.RegularExpressions;
using ActorPlatform.Jobs.Retry;

namespace ActorPlatform.Flink;

/// <summary>One known cause.</summary>
/// <param name="Pattern">What gives it away; group <c>it</c>, if any, goes into the summary and is the root cause.</param>
/// <param name="Class">Its class.</param>
/// <param name="Summary">Plain words; {0}: the group.</param>
/// <param name="Retryable">Whether the same attempt can end otherwise.</param>
internal sealed record FailureRule(Regex Pattern, FailureClass Class, string Summary, bool Retryable = true);

/// <summary>Known causes, the more telling ones first: a lost connection inside a failed restore is a failed restore.</summary>
internal static class FailureRules
{
    /// <summary>What the resource manager itself says: it knows why a container ended, not why a program did.</summary>
    public static readonly IReadOnlyList<FailureRule> Diagnostics =
    [
        Rule(@"unknown queue:? ?(?<it>\S+)", FailureClass.Submission, "The queue '{0}' does not exist on the cluster.", retryable: false),
        Rule(
            @"(?<it>\S+ is not a leaf queue|Queue \S+ is STOPPED[^\n]*|[^\n]*Cannot accept submission of application[^\n]*)",
            FailureClass.Submission,
            "The queue takes no applications: {0}."),
        Rule(
            @"(?<it>\S+) changed on src filesystem",
            FailureClass.Infrastructure,
            "The file {0} was replaced on HDFS between its check and the start of the container."),
        Rule(@"File does not exist: (?<it>\S+)", FailureClass.Submission, "The file {0} is not on HDFS.", retryable: false),
        Rule(
            @"(?<it>[^\n]*running beyond (physical|virtual) memory limits[^\n]*)",
            FailureClass.Resources,
            "YARN killed the JobManager's container because it used more memory than it asked for."),
        Rule(
            @"(?<it>[^\n]*(more memory than configured max|Invalid resource request)[^\n]*)",
            FailureClass.Resources,
            "It asks for more memory or cores than the cluster gives to one container.",
            retryable: false),
        Rule(@"(?<it>Container released on a \*?lost\*? node)", FailureClass.Infrastructure, "The node that ran the JobManager was lost."),
        Rule(
            @"(?<it>Container preempted[^\n]*|exitCode: -102)",
            FailureClass.Infrastructure,
            "YARN took the JobManager's container for another queue."),
        Rule(
            @"(?<it>ApplicationMaster for attempt \S+ timed out|AM\S* timed out[^\n]*)",
            FailureClass.Infrastructure,
            "The JobManager did not report to YARN in time."),
        Rule(
            @"(?<it>[Ee]xit\s?[Cc]ode(:| is) 137|Killed by external signal)",
            FailureClass.Infrastructure,
            "The JobManager's process was killed from outside (exit code 137: by hand, or by the machine for lack of memory)."),
    ];

    /// <summary>What Flink says, in its exceptions and its log.</summary>
    public static readonly IReadOnlyList<FailureRule> Flink =
    [
        Rule(@"JAR file does not exist '?(?<it>[^'\n]*)'?", FailureClass.Submission, "The job's jar is not in the container: {0}.", retryable: false),
        Rule(
            @"entry point class '(?<it>[^'\n]+)' was not found",
            FailureClass.Submission,
            "The entry class {0} is not in the jar.",
            retryable: false),
        Rule(
            @"(Could not find the provided job class|Neither a 'Main-Class'[^\n]*) ?\(?(?<it>[\w.$]*)",
            FailureClass.Submission,
            "The entry class {0} is not in the jar.",
            retryable: false),
        Rule(
            @"(?<it>[^\n]*(has no main method|does not (have|contain) a (public static )?main\b|main\(String\[\]\) method)[^\n]*)",
            FailureClass.Submission,
            "The entry class has no main method.",
            retryable: false),
        Rule(
            @"(?<it>Unrecognized checkpoint version number: \d+)",
            FailureClass.Restore,
            "The restore point was written by a newer Flink than the one that should read it."),
        Rule(
            @"(?<it>Cannot find checkpoint or savepoint file/directory '[^'\n]*'[^\n]*|Cannot find meta data file '_metadata' in directory '[^'\n]*'[^\n]*)",
            FailureClass.Restore,
            "The restore point is gone."),
        Rule(@"(?<it>Failed to rollback to checkpoint/savepoint [^\n]*)", FailureClass.Restore, "The restore point does not fit the program."),
        Rule(@"(?<it>[\w.]*(BackendBuildingException|StateMigrationException)[^\n]*)", FailureClass.Restore, "The state could not be restored."),
        Rule(@"(?<it>File does not exist: \S*/(chk-\d+|savepoint-\S+|shared)/\S+)", FailureClass.Restore, "Files of the restore point are gone."),
        Rule(@"(?<it>[\w.]*IllegalConfigurationException[^\n]*)", FailureClass.Submission, "Flink refuses the configuration.", retryable: false),
        Rule(
            @"(?<it>[\w.]*NoResourceAvailableException[^\n]*|Could not acquire the minimum required resources[^\n]*)",
            FailureClass.Resources,
            "YARN gave no containers for the TaskManagers in time."),
        Rule(@"(?<it>(java\.lang\.)?OutOfMemoryError[^\n]*)", FailureClass.Resources, "A process of the job ran out of memory."),
        Rule(
            @"(?<it>The main method caused an error[^\n]*|The program plan could not be fetched[^\n]*)",
            FailureClass.UserCode,
            "The program threw in its main method."),
        Rule(
            @"(?<it>[^\n]*(heartbeat of TaskManager with id \S+ timed out|is no longer reachable|Connection unexpectedly closed by remote task manager|Lost connection to task manager)[^\n]*)",
            FailureClass.Infrastructure,
            "A TaskManager was lost."),
        Rule(
            @"(?<it>[\w.]*(SafeModeException|StandbyException|BlockMissingException|NoRouteToHostException|UnknownHostException)[^\n]*)",
            FailureClass.Infrastructure,
            "HDFS or the network failed the job."),
        Rule(
            @"(?<it>Call From \S+ to \S+ failed on connection exception[^\n]*|java\.net\.ConnectException[^\n]*)",
            FailureClass.Infrastructure,
            "HDFS or another service refused the connection."),
    ];

    // Without backtracking: a log's lines are as long as they like, and the time must not grow with their square.
    private static FailureRule Rule(string pattern, FailureClass failureClass, string summary, bool retryable = true) =>
        new(
            new Regex(
                pattern,
                RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking,
                Regex.InfiniteMatchTimeout),
            failureClass,
            summary,
            retryable);
}
