using System.Text.Json;
using ActorPlatform.Clusters.Tests.Fakes;
using ActorPlatform.Flink;
using ActorPlatform.Jobs.Retry;

namespace ActorPlatform.Clusters.Tests.Flink;

/// <summary>Causes as real systems told them.</summary>
public sealed class FailureCausesTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [Theory]
    [InlineData("rm-app-nm-lost", FailureClass.Infrastructure, "The node that ran the JobManager was lost.")]
    [InlineData(
        "rm-app-failed",
        FailureClass.Infrastructure,
        "The JobManager's process was killed from outside (exit code 137: by hand, or by the machine for lack of memory)."
    )]
    public void Classify_OfARecordedApplication_IsToldByItsDiagnostics(string recording, FailureClass expected, string summary)
    {
        using var document = JsonDocument.Parse(Recording.Read(recording).Body);

        var failure = OfDiagnostics(document.RootElement.GetProperty("app").GetProperty("diagnostics").GetString()!);

        failure.Class.ShouldBe(expected);
        failure.Summary.ShouldBe(summary);
        failure.Evidence!.ShouldContain("failed 1 times");
    }

    [Theory]
    [InlineData("submitted by user root to unknown queue: nosuch", FailureClass.Submission, "'nosuch'", false)]
    [InlineData("Resource hdfs://nn:1/a/b.jar changed on src filesystem - expected: 1, was: 2", FailureClass.Infrastructure, "replaced", true)]
    [InlineData("exitCode: -1000 ... File does not exist: hdfs://nn:1/jars/gone.jar\nFailing", FailureClass.Submission, "/jars/gone.jar", false)]
    [InlineData(
        "Container [pid=1] is running beyond physical memory limits. Current usage: 600 MB",
        FailureClass.Resources,
        "more memory than it asked for",
        true
    )]
    [InlineData(
        "ApplicationMaster for attempt appattempt_1_0001_000001 timed out. Failing the application.",
        FailureClass.Infrastructure,
        "in time",
        true
    )]
    [InlineData("Container preempted by scheduler", FailureClass.Infrastructure, "another queue", true)]
    public void Classify_OfDiagnostics_IsTheirMeaning(string diagnostics, FailureClass expected, string summary, bool retryable)
    {
        var failure = OfDiagnostics(diagnostics);

        failure.Class.ShouldBe(expected);
        failure.Summary.ShouldContain(summary);
        failure.Retryable.ShouldBe(retryable);
        failure.At.ShouldBe(Now);
    }

    [Fact]
    public void Classify_OfARecordedCrashLoop_IsTheUsersOwnException()
    {
        var failure = OfExceptions("flink-job-exceptions-crash-loop");

        failure.Class.ShouldBe(FailureClass.UserCode);
        failure.RootCause.ShouldBe("java.lang.IllegalStateException: rig: failing on purpose, always");
    }

    [Fact]
    public void Classify_OfARecordedLossOfHdfs_IsARestoreThatFailedForIt()
    {
        var failure = OfExceptions("flink-job-exceptions-hdfs-down");

        failure.Class.ShouldBe(FailureClass.Restore);
        failure.RootCause!.ShouldContain("Connection refused");
    }

    [Theory]
    [InlineData(
        "Caused by: org.apache.flink.client.program.ProgramInvocationException: The program's entry point class 'com.x.No' was not found in the jar file.\n\tat a.B.c(B.java:1)",
        FailureClass.Submission,
        "com.x.No"
    )]
    [InlineData(
        "Caused by: java.io.FileNotFoundException: JAR file does not exist '/x/orders.jar'\n\tat a.B.c(B.java:1)",
        FailureClass.Submission,
        "/x/orders.jar"
    )]
    [InlineData(
        "Caused by: java.lang.IllegalStateException: Unrecognized checkpoint version number: 6\n\tat a.B.c(B.java:1)",
        FailureClass.Restore,
        "newer Flink"
    )]
    [InlineData(
        "Caused by: java.io.FileNotFoundException: Cannot find checkpoint or savepoint file/directory 'hdfs:///s' on file system 'hdfs'.\n\tat a.B.c(B.java:1)",
        FailureClass.Restore,
        "gone"
    )]
    [InlineData(
        "Caused by: java.lang.IllegalStateException: Failed to rollback to checkpoint/savepoint hdfs:/s. Cannot map checkpoint/savepoint state\n\tat a.B.c(B.java:1)",
        FailureClass.Restore,
        "fit"
    )]
    [InlineData(
        "Caused by: org.apache.flink.runtime.jobmanager.scheduler.NoResourceAvailableException: Could not acquire the minimum required resources.\n\tat a.B.c(B.java:1)",
        FailureClass.Resources,
        "no containers"
    )]
    [InlineData("Caused by: java.lang.OutOfMemoryError: Java heap space\n\tat a.B.c(B.java:1)", FailureClass.Resources, "memory")]
    [InlineData(
        "java.util.concurrent.TimeoutException: The heartbeat of TaskManager with id container_1 timed out.\n\tat a.B.c(B.java:1)",
        FailureClass.Infrastructure,
        "TaskManager was lost"
    )]
    [InlineData(
        "org.apache.flink.configuration.IllegalConfigurationException: TaskManager memory configuration failed: Sum of configured\n\tat a.B.c(B.java:1)",
        FailureClass.Submission,
        "configuration"
    )]
    public void Classify_OfALog_IsWhatItSays(string log, FailureClass expected, string summary)
    {
        var failure = FailureCauses.Classify(new FailureEvidence(null, [], log, null, "the log:"), Now);

        failure.Class.ShouldBe(expected);
        failure.Summary.ShouldContain(summary);
        failure.Evidence!.ShouldEndWith(log);
    }

    [Fact]
    public void Classify_OfAProgramThatThrew_HasTheInnermostCause()
    {
        const string log =
            "ERROR Could not create application program.\norg.x.ProgramInvocationException: The main method caused an error: oops\n\tat a.B.c(B.java:1)\nCaused by: java.lang.RuntimeException: oops\n\tat a.B.c(B.java:1)\nCaused by: java.sql.SQLException: password expired\n\tat a.B.c(B.java:1)\n";

        var failure = FailureCauses.Classify(new FailureEvidence("exit code 1", [], log, null, "the log:"), Now);

        failure.Class.ShouldBe(FailureClass.UserCode);
        failure.RootCause.ShouldBe("java.sql.SQLException: password expired");
    }

    [Fact]
    public void Classify_OfNothing_SaysThatNothingIsKnown()
    {
        var failure = FailureCauses.Classify(new FailureEvidence(null, [], null, null, "no log: HDFS is away"), Now);

        failure.Class.ShouldBe(FailureClass.Unknown);
        failure.Summary.ShouldContain("HDFS is away");
        failure.Retryable.ShouldBeTrue();
    }

    [Fact]
    public void Classify_OfDiagnosticsAlone_SaysWhyThereIsNoLog() =>
        FailureCauses.Classify(new FailureEvidence("exitCode: 1", [], null, null, "No jobmanager.log: nothing lies in /tmp/logs/flink."), Now).Summary
            .ShouldBe("The run ended; only YARN says something of it. No jobmanager.log: nothing lies in /tmp/logs/flink.");

    [Fact]
    public void Classify_OfALongLog_KeepsTheEvidenceShort()
    {
        var log = new string('x', 100_000) + "the end";

        var failure = FailureCauses.Classify(new FailureEvidence(new string('d', 9000), [], log, new string('e', 9000), "the log:"), Now);

        failure.Evidence!.Length.ShouldBeLessThanOrEqualTo(8000);
        failure.Evidence.ShouldEndWith("the end");
    }

    private static Failure OfDiagnostics(string diagnostics) =>
        FailureCauses.Classify(new FailureEvidence(diagnostics, [], null, null, "no log"), Now);

    private static Failure OfExceptions(string recording)
    {
        var document = JsonSerializer.Deserialize(Recording.Read(recording).Body, FlinkJson.Default.ExceptionsJson);
        return FailureCauses.Classify(new FailureEvidence("", FlinkReports.Parse(document), null, null, "no log"), Now);
    }
}
