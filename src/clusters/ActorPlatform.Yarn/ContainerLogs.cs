using System.Globalization;
using System.Text;
using ActorPlatform.Hdfs;
using ActorPlatform.Jobs;
using ActorPlatform.Jobs.Ports;
using ActorPlatform.Rest;

namespace ActorPlatform.Yarn;

/// <summary>The ends of a JobManager's files, and where they were found, or why not.</summary>
internal sealed record LogTails(string? Log, string? Err, string Source);

/// <summary>Logs of application masters: from their NodeManager while they live, afterwards from YARN's aggregated files on HDFS.</summary>
internal sealed class ContainerLogs(RestPipe pipe, WebHdfsRest hdfs, ClusterOptions options, TimeProvider time)
{
    private const int TailBytes = 48 * 1024;
    private const int MaxFiles = 50;
    private const string LogFile = "jobmanager.log";
    private const string ErrFile = "jobmanager.err";
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(1);

    // The first container of the only attempt is the master's.
    private static readonly WantedLogs Wanted = new(
        container => container.EndsWith("_01_000001", StringComparison.Ordinal),
        [LogFile, ErrFile],
        TailBytes);

    /// <summary>From the NodeManager; null when it has them no more.</summary>
    public async Task<LogTails?> FromNodeManagerAsync(AppJson app, CancellationToken cancellationToken)
    {
        if (!Uri.TryCreate(app.AmContainerLogs, UriKind.Absolute, out var page) || ContainerOf(page) is not { } container)
            return null;
        var node = page.GetLeftPart(UriPartial.Authority);
        var log = await TailAsync(node, container, LogFile, cancellationToken);
        return log is null
            ? null
            : new LogTails(log, await TailAsync(node, container, ErrFile, cancellationToken), $"End of {LogFile}, from the NodeManager {node}:");
    }

    /// <summary>From the aggregated files, which appear some time after the end: waits a bounded time.</summary>
    public async Task<LogTails> FromHdfsAsync(ApplicationId application, AppJson? app, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var user = app?.User ?? options.User;
        string why;
        do
        {
            try
            {
                if (await SearchAsync(application, user, app, cancellationToken) is { } found)
                    return found;
                why = $"no aggregated log of {application} lies in {options.Hdfs.LogDir}/{user} yet";
            }
            catch (Exception e) when (e is ClusterUnreachableException or HdfsRefusedException or InvalidDataException)
            {
                why = $"the aggregated log of {application} could not be read: {e.Message}";
            }

            // Refused before any container was started (an unknown queue): there will never be a log.
            var hadContainer = app is null || app.AmContainerLogs is { Length: > 0 };
            if (!hadContainer || time.GetElapsedTime(started) >= options.Timeouts.LogWait)
                return new LogTails(null, null, $"No {LogFile}: {why}.");
            await Task.Delay(Step, time, cancellationToken);
        } while (true);
    }

    /// <summary>The container of a log page.</summary>
    public static string? ContainerOf(Uri page) =>
        page.Segments.Select(segment => segment.Trim('/')).FirstOrDefault(segment => segment.StartsWith("container_", StringComparison.Ordinal));

    private async Task<string?> TailAsync(string node, string container, string file, CancellationToken cancellationToken)
    {
        var uri = new Uri($"{node}/ws/v1/node/containers/{container}/logs/{file}?size=-{TailBytes}&user.name={Uri.EscapeDataString(options.User)}");
        try
        {
            var answer = await pipe.SendAsync(
                RestCall.Get(uri) with
                {
                    MaxResponseBytes = 4 * TailBytes,
                    Lane = RestLane.JobManagers,
                },
                cancellationToken);
            return answer.IsSuccess ? NodeManagerText.Strip(answer.Text) : null;
        }
        catch (RestFaultException e) when (!e.IsOurs)
        {
            return null;
        }
        catch (RestFaultException e)
        {
            throw e.ToUnreachable();
        }
    }

    private async Task<LogTails?> SearchAsync(ApplicationId application, string user, AppJson? app, CancellationToken cancellationToken)
    {
        foreach (var folder in Folders(application, user))
        {
            // Still being written while its name ends so.
            var files = (await hdfs.ListAsync(folder, cancellationToken) ?? []).Where(file =>
                !file.IsDirectory && !file.Path.Name.EndsWith(".tmp", StringComparison.Ordinal));
            var node = app?.MasterNodeId?.Replace(':', '_');
            foreach (
                var file in files
                    .OrderByDescending(file => node is not null && file.Path.Name.StartsWith(node, StringComparison.Ordinal))
                    .Take(MaxFiles))
            {
                var tails = await TFileLogs.ReadTailsAsync(hdfs, file, Wanted, cancellationToken);
                if (tails.GetValueOrDefault(LogFile) is { } log)
                    return new LogTails(
                        Text(log),
                        tails.TryGetValue(ErrFile, out var err) ? Text(err) : null,
                        $"End of {LogFile}, from {file.Path.WithoutAuthority}:");
            }
        }

        return null;
    }

    private static string Text(byte[] bytes) => Encoding.UTF8.GetString(bytes);

    // The layouts of Hadoop 3.3 and later, of 3.1 and 3.2, and of 2.
    private IEnumerable<HdfsPath> Folders(ApplicationId application, string user)
    {
        var home = HdfsPath.Of(options.Hdfs.LogDir).Under(user);
        var suffix = options.Hdfs.LogDirSuffix;
        var last = application.Value[(application.Value.LastIndexOf('_') + 1)..];
        if (long.TryParse(last, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            yield return home.Under(string.Create(CultureInfo.InvariantCulture, $"bucket-{suffix}-tfile/{number % 10_000:0000}/{application}"));
        yield return home.Under($"{suffix}-tfile/{application}");
        yield return home.Under($"{suffix}/{application}");
    }
}
