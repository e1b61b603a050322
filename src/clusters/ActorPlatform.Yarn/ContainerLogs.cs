using System.Globalization;
using System.Runtime.CompilerServices;
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
    private const int Growth = 64 * 1024;
    private const long MaxPartBytes = 64 * 1024 * 1024;
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(1);

    // The first container of the only attempt is the master's.
    private static readonly Func<string, bool> IsMaster = static container => container.EndsWith("_01_000001", StringComparison.Ordinal);
    private static readonly WantedLogs Wanted = new(IsMaster, [LogFile, ErrFile], TailBytes);

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
                if (await SearchAsync(application, app, cancellationToken) is { } found)
                    return found;
                why = $"no aggregated log of {application} lies in {options.Hdfs.LogDir}/{user} (is hdfs.log-dir what yarn-site.xml calls yarn.nodemanager.remote-app-log-dir, and log aggregation on?)";
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

    /// <summary>A part of one of the master's files from its NodeManager; null when it has it no more.</summary>
    public async Task<LogPart?> PartFromNodeManagerAsync(AppJson app, LogRequest request, CancellationToken cancellationToken)
    {
        if (!Uri.TryCreate(app.AmContainerLogs, UriKind.Absolute, out var page) || ContainerOf(page) is not { } container)
            return null;
        var node = page.GetLeftPart(UriPartial.Authority);
        var at = new Uri($"{node}/ws/v1/node/containers/{container}/logs/{FileOf(request)}");
        var size = -(long)request.Bytes;
        if (request.Before is { } before)
        {
            // Parts are taken from either end, so the length comes first; what a living file grows meanwhile is asked for, too.
            if (await AskAsync(at, -1, cancellationToken) is not { } length)
                return null;
            var end = Math.Min(before, length.Length);
            size = end * 2 <= length.Length ? end : -(length.Length - Math.Max(0, end - request.Bytes) + Growth);
        }

        if (await AskAsync(at, size, cancellationToken) is not { } got)
            return null;
        var start = size > 0 ? 0 : got.Length - got.Content.Length;
        var part = LogPart.Of(got.Content, request with { Before = request.Before - start }, $"the NodeManager {node}");
        return part with { From = part.From + start, Length = got.Length };
    }

    /// <summary>A part of a file from the aggregated ones; null when it is not there (yet).</summary>
    public async Task<LogPart?> PartFromHdfsAsync(ApplicationId application, AppJson? app, LogRequest request, CancellationToken cancellationToken)
    {
        var task = request.Source.StartsWith(LogRequest.TaskManager, StringComparison.Ordinal) ? request.Source[LogRequest.TaskManager.Length..] : null;
        var file = FileOf(request);
        var wanted = new WantedLogs(
            task is null ? IsMaster : container => container == task,
            [file],
            request.Bytes,
            request.Before);
        await foreach (var aggregated in FilesAsync(application, app, cancellationToken))
        {
            try
            {
                if ((await TFileLogs.ReadPartsAsync(hdfs, aggregated, wanted, cancellationToken)).GetValueOrDefault(file) is { } part)
                    return new LogPart(part.Content, part.From, part.Length, aggregated.Path.WithoutAuthority);
            }
            catch (InvalidDataException e)
            {
                throw new ClusterUnreachableException("HDFS", $"The aggregated log {aggregated.Path.WithoutAuthority} could not be read: {e.Message}", notSent: false, e);
            }
        }

        return null;
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

    private async Task<(ReadOnlyMemory<byte> Content, long Length)?> AskAsync(Uri file, long size, CancellationToken cancellationToken)
    {
        var call = RestCall.Get(new Uri($"{file}?size={size}&user.name={Uri.EscapeDataString(options.User)}")) with
        {
            Within = options.Timeouts.Transfer,
            MaxResponseBytes = MaxPartBytes,
            Lane = RestLane.JobManagers,
        };
        try
        {
            var answer = await pipe.SendAsync(call, cancellationToken);
            return answer.IsSuccess ? NodeManagerText.Read(answer.Body, size) : null;
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

    private async Task<LogTails?> SearchAsync(ApplicationId application, AppJson? app, CancellationToken cancellationToken)
    {
        await foreach (var file in FilesAsync(application, app, cancellationToken))
        {
            var tails = await TFileLogs.ReadTailsAsync(hdfs, file, Wanted, cancellationToken);
            if (tails.GetValueOrDefault(LogFile) is { } log)
                return new LogTails(
                    Text(log),
                    tails.TryGetValue(ErrFile, out var err) ? Text(err) : null,
                    $"End of {LogFile}, from {file.Path.WithoutAuthority}:");
        }

        return null;
    }

    /// <summary>The aggregated files of an application, that of its master's node first.</summary>
    private async IAsyncEnumerable<HdfsStatus> FilesAsync(ApplicationId application, AppJson? app, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var folder in Folders(application, app?.User ?? options.User))
        {
            // Still being written while its name ends so.
            var files = (await hdfs.ListAsync(folder, cancellationToken) ?? []).Where(file =>
                !file.IsDirectory && !file.Path.Name.EndsWith(".tmp", StringComparison.Ordinal));
            var node = app?.MasterNodeId?.Replace(':', '_');
            foreach (
                var file in files
                    .OrderByDescending(file => node is not null && file.Path.Name.StartsWith(node, StringComparison.Ordinal))
                    .Take(MaxFiles))
                yield return file;
        }
    }

    private static string FileOf(LogRequest request) => request.Source switch
    {
        LogRequest.JobManager => LogFile,
        LogRequest.Container => ErrFile,
        _ => "taskmanager.log",
    };

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
