using System.Net;
using ActorPlatform.Jobs.Ports;
using ActorPlatform.Rest;
using Microsoft.Extensions.Logging;

namespace ActorPlatform.Hdfs;

/// <summary>WebHDFS of one cluster, with all its NameNodes. Thread safe; nothing is retried, but what cannot have arrived goes to the other NameNode.</summary>
/// <remarks>Throws <see cref="ClusterUnreachableException"/> when the outcome is unknown, <see cref="HdfsRefusedException"/> when HDFS said no.</remarks>
public sealed class WebHdfsRest(RestPipe pipe, WebHdfsOptions options, TimeProvider time, ILogger logger)
{
    private const int MaxListed = 100_000;
    private readonly EndpointGroup _nameNodes = new("NameNode", options.NameNodes, pipe, time, logger);

    /// <summary>The NameNodes' addresses.</summary>
    public IReadOnlyList<string> Endpoints => _nameNodes.Names;

    /// <summary>A file or folder; null when there is none.</summary>
    public async Task<HdfsStatus?> FindAsync(HdfsPath path, CancellationToken cancellationToken)
    {
        var answer = await AskAsync(HttpMethod.Get, path, "op=GETFILESTATUS", cancellationToken);
        if (IsMissing(answer))
            return null;
        var status = Read(answer, WebHdfsJson.Default.FileStatusAnswer).FileStatus;
        return ToStatus(answer, status, path);
    }

    /// <summary>What lies directly in a folder, sorted by name; null when there is no such folder.</summary>
    public async Task<IReadOnlyList<HdfsStatus>?> ListAsync(HdfsPath folder, CancellationToken cancellationToken)
    {
        var answer = await AskAsync(HttpMethod.Get, folder, "op=LISTSTATUS", cancellationToken);
        if (IsMissing(answer))
            return null;
        var items = Read(answer, WebHdfsJson.Default.ListStatusAnswer).FileStatuses?.FileStatus ?? throw Garbage(answer, "FileStatuses is missing");
        return
        [
            .. items
                .Select(item => ToStatus(answer, item, item.PathSuffix is { Length: > 0 } name ? folder.Under(name) : folder))
                .OrderBy(item => item.Path.Value, StringComparer.Ordinal),
        ];
    }

    /// <summary>All files below a folder, sorted by path; null when there is no such folder.</summary>
    public async Task<IReadOnlyList<HdfsStatus>?> ListFilesAsync(HdfsPath folder, CancellationToken cancellationToken)
    {
        if (await ListAsync(folder, cancellationToken) is not { } top)
            return null;
        var files = new List<HdfsStatus>();
        var pending = new Stack<HdfsStatus>(top);
        while (pending.TryPop(out var item))
        {
            if (files.Count + pending.Count > MaxListed)
                throw new HdfsRefusedException("TooManyFiles", $"More than {MaxListed} files lie below {folder}.");
            if (!item.IsDirectory)
                files.Add(item);
            else
                foreach (var inner in await ListAsync(item.Path, cancellationToken) ?? [])
                    pending.Push(inner);
        }

        return [.. files.OrderBy(file => file.Path.Value, StringComparer.Ordinal)];
    }

    /// <summary>Bytes of a file from an offset on; fewer at its end; null when there is no such file.</summary>
    public async Task<byte[]?> ReadAsync(HdfsPath path, long offset, int length, CancellationToken cancellationToken)
    {
        var answer = await AskAsync(HttpMethod.Get, path, $"op=OPEN&offset={offset}&length={length}", cancellationToken);
        if (IsMissing(answer))
            return null;
        if (DataNode(answer) is not { } dataNode)
            return answer.IsSuccess ? answer.Body : throw Refusal(answer);
        var data = await DirectAsync(
            RestCall.Get(dataNode) with
            {
                Within = options.TransferTimeout,
                MaxResponseBytes = length + 1024L,
            },
            cancellationToken);
        return IsMissing(data) ? null
            : data.IsSuccess ? data.Body
            : throw Refusal(data);
    }

    /// <summary>Writes a file as a stream: the NameNode names a DataNode, the bytes go there.</summary>
    /// <param name="content">Opened once; its length goes ahead when it can be told.</param>
    /// <param name="overwrite">False: refused with FileAlreadyExistsException when it is there.</param>
    /// <remarks>All may read it: NodeManagers read shared files as their own user.</remarks>
    public async Task WriteAsync(HdfsPath path, Func<Stream> content, bool overwrite, CancellationToken cancellationToken)
    {
        var answer = await AskAsync(HttpMethod.Put, path, $"op=CREATE&overwrite={(overwrite ? "true" : "false")}&permission=644", cancellationToken);
        if (DataNode(answer) is not { } dataNode)
            throw answer.IsSuccess ? Garbage(answer, "no DataNode was named") : Refusal(answer);
        var written = await DirectAsync(
            new RestCall(HttpMethod.Put, dataNode) { Upload = content, Within = options.TransferTimeout },
            cancellationToken);
        if (!written.IsSuccess)
            throw Refusal(written);
    }

    /// <summary>Makes a folder and those above it; no error when it is there.</summary>
    public Task MakeFolderAsync(HdfsPath folder, string permission, CancellationToken cancellationToken) =>
        ActAsync(HttpMethod.Put, folder, $"op=MKDIRS&permission={permission}", cancellationToken);

    /// <summary>Sets the permission of a file or folder, octal.</summary>
    public async Task SetPermissionAsync(HdfsPath path, string permission, CancellationToken cancellationToken)
    {
        var answer = await AskAsync(HttpMethod.Put, path, $"op=SETPERMISSION&permission={permission}", cancellationToken);
        if (!answer.IsSuccess)
            throw Refusal(answer);
    }

    /// <summary>Renames; false when the source is not there or the target is.</summary>
    public Task<bool> RenameAsync(HdfsPath from, HdfsPath to, CancellationToken cancellationToken) =>
        ActAsync(HttpMethod.Put, from, $"op=RENAME&destination={Uri.EscapeDataString(to.Value)}", cancellationToken);

    /// <summary>Deletes; false when it was not there.</summary>
    public Task<bool> DeleteAsync(HdfsPath path, bool recursive, CancellationToken cancellationToken) =>
        ActAsync(HttpMethod.Delete, path, $"op=DELETE&recursive={(recursive ? "true" : "false")}", cancellationToken);

    private static bool IsMissing(RestAnswer answer) =>
        answer.Status == HttpStatusCode.NotFound
        && JsonAnswer.TryRead(answer, WebHdfsJson.Default.RemoteExceptionAnswer)?.RemoteException?.Exception == "FileNotFoundException";

    private static Uri? DataNode(RestAnswer answer)
    {
        var location =
            answer.Status == HttpStatusCode.TemporaryRedirect ? answer.Location
            : answer is { IsSuccess: true, ContentType: "application/json" }
                ? JsonAnswer.TryRead(answer, WebHdfsJson.Default.LocationAnswer)?.Location
            : null;
        return Uri.TryCreate(location, UriKind.Absolute, out var uri) ? uri : null;
    }

    private static T Read<T>(RestAnswer answer, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type)
    {
        if (!answer.IsSuccess)
            throw Refusal(answer);
        try
        {
            return JsonAnswer.Read(answer, type);
        }
        catch (RestFaultException e)
        {
            throw e.ToUnreachable();
        }
    }

    private static HdfsStatus ToStatus(RestAnswer answer, FileStatusJson? status, HdfsPath path) =>
        status?.Type switch
        {
            "FILE" or "DIRECTORY" or "SYMLINK" => new HdfsStatus(
                path,
                status.Type == "DIRECTORY",
                status.Length,
                status.ModificationTime,
                status.Permission ?? ""),
            _ => throw Garbage(answer, "a file status without a type"),
        };

    private static ClusterUnreachableException Garbage(RestAnswer answer, string why) => JsonAnswer.Unexpected(answer, why).ToUnreachable();

    // A refusal is HDFS's own exception; anything else that is no success comes from somebody in between, or from a server in trouble.
    private static Exception Refusal(RestAnswer answer)
    {
        var remote = JsonAnswer.TryRead(answer, WebHdfsJson.Default.RemoteExceptionAnswer)?.RemoteException;
        return remote?.Exception is { } kind && (int)answer.Status < 500
            ? new HdfsRefusedException(kind, $"HDFS refused {answer.Call.Describe()}: {remote.FirstLine}")
            : Garbage(answer, "HDFS did not do it");
    }

    // SafeMode, Standby and Retriable say "not now, or not me": the other NameNode may do it.
    private static bool IsStandby(RestAnswer answer) =>
        !answer.IsSuccess
        && JsonAnswer.TryRead(answer, WebHdfsJson.Default.RemoteExceptionAnswer)?.RemoteException?.Exception
            is "StandbyException"
                or "SafeModeException"
                or "RetriableException";

    private async Task<bool> ActAsync(HttpMethod method, HdfsPath path, string query, CancellationToken cancellationToken)
    {
        var answer = await AskAsync(method, path, query, cancellationToken);
        return Read(answer, WebHdfsJson.Default.BooleanAnswer).Value ?? throw Garbage(answer, "boolean is missing");
    }

    private Task<RestAnswer> AskAsync(HttpMethod method, HdfsPath path, string query, CancellationToken cancellationToken)
    {
        var escaped = string.Join('/', path.Value.Split('/').Select(Uri.EscapeDataString));
        var relative = $"/webhdfs/v1{escaped}?{query}&user.name={Uri.EscapeDataString(options.User)}";
        return _nameNodes.SendAsync(
            node => new RestCall(method, new Uri(node, relative)),
            IsStandby,
            isAct: method != HttpMethod.Get,
            cancellationToken);
    }

    private async Task<RestAnswer> DirectAsync(RestCall call, CancellationToken cancellationToken)
    {
        try
        {
            return await pipe.SendAsync(call, cancellationToken);
        }
        catch (RestFaultException e)
        {
            throw e.ToUnreachable();
        }
    }
}
