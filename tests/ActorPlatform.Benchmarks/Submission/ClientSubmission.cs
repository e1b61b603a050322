using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace ActorPlatform.Benchmarks.Submission;

/// <summary>A submission by Flink's own client of the same jar on HDFS, with the distribution on HDFS too. The CPU is that of the client and its children, until it returns.</summary>
internal static partial class ClientSubmission
{
    public static async Task<Submitted> RunAsync(BenchmarkRig rig, YarnView yarn, CancellationToken cancellationToken)
    {
        var tag = $"client-{Guid.NewGuid():n}";
        var begin = Stopwatch.GetTimestamp();
        using var client = Process.Start(Start(rig, tag))!;
        var outputs = Task.WhenAll(client.StandardOutput.ReadToEndAsync(cancellationToken), client.StandardError.ReadToEndAsync(cancellationToken));
        string? application;
        while ((application = await yarn.FindAcceptedAsync(tag, cancellationToken)) is null)
        {
            if (client.HasExited) throw new InvalidOperationException($"The client ended before its application was there: {string.Concat(await outputs)}");
            await Task.Delay(SubmissionBenchmark.LookEvery, cancellationToken);
        }

        var seconds = Stopwatch.GetElapsedTime(begin).TotalSeconds;
        await client.WaitForExitAsync(cancellationToken);
        return new Submitted(seconds, CpuOf(string.Concat(await outputs)), application);
    }

    private static ProcessStartInfo Start(BenchmarkRig rig, string tag)
    {
        // The shell's time counts all that the script starts.
        var start = new ProcessStartInfo("bash", ["-c", "TIMEFORMAT='client-cpu %U %S'; time \"$@\"", "--", $"{rig.Facts["FLINK_HOME"]}/bin/flink",
            "run-application", "-t", "yarn-application", "-Dyarn.application.name=client", $"-Dyarn.tags={tag}",
            "-Djobmanager.memory.process.size=512m", "-Dtaskmanager.memory.process.size=768m", "-c", "rig.StatefulJob", BenchmarkRig.Jar, "--rate", "50"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (var name in new[] { "HADOOP_CONF_DIR", "HADOOP_CLASSPATH", "HADOOP_USER_NAME", "FLINK_HOME" }) start.Environment[name] = rig.Facts[name];
        return start;
    }

    private static double CpuOf(string output) => Cpu().Match(output) is { Success: true } found
        ? double.Parse(found.Groups["user"].Value, CultureInfo.InvariantCulture) + double.Parse(found.Groups["system"].Value, CultureInfo.InvariantCulture)
        : throw new InvalidOperationException($"The shell did not tell the client's CPU: {output}");

    [GeneratedRegex(@"client-cpu (?<user>[0-9.]+) (?<system>[0-9.]+)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Cpu();
}
