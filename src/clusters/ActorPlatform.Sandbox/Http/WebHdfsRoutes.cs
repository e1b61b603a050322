using System.Globalization;
using System.Text.Json;
using ActorPlatform.Sandbox.Files;
using ActorPlatform.Sandbox.Simulation;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace ActorPlatform.Sandbox.Http;

/// <summary><c>/webhdfs/v1</c>: the NameNode, and under the same address the DataNode that it sends to, which is told by the parameter that the NameNode adds.</summary>
internal sealed class WebHdfsRoutes(SimulatedCluster cluster, string authority)
{
    private const string Json = "application/json";
    private const string NameNode = "namenoderpcaddress";
    private const string Fs = "org.apache.hadoop.fs";

    public Task HandleAsync(HttpContext context, string path)
    {
        var query = context.Request.Query;
        var isData = query.ContainsKey(NameNode);
        var op = query["op"].ToString().ToUpperInvariant();
        return (context.Request.Method, op, isData) switch
        {
            ("GET", "GETFILESTATUS", _) => StatusAsync(context, path),
            ("GET", "LISTSTATUS", _) => ListAsync(context, path),
            ("GET", "OPEN", false) => OpenAsync(context, path),
            ("GET", "OPEN", true) => ReadAsync(context, path),
            ("PUT", "CREATE", false) => RedirectAsync(context, path, "&createflag=&createparent=true&overwrite=" + (query["overwrite"] == "true" ? "true" : "false") + Permission(query)),
            ("PUT", "CREATE", true) => WriteAsync(context, path),
            ("PUT", "MKDIRS", _) => MakeFolderAsync(context, path),
            ("PUT", "RENAME", _) => RenameAsync(context, path),
            ("PUT", "SETPERMISSION", _) => PermitAsync(context, path),
            ("DELETE", "DELETE", _) => DeleteAsync(context, path),
            (var method, _, _) => Reply.RemoteAsync(
                context, 400, "IllegalArgumentException", "java.lang", $"Invalid value for webhdfs parameter \"op\": {op} is not a valid {method} operation.", Json),
        };
    }

    private static string UserOf(HttpContext context) => context.Request.Query["user.name"] is [{ Length: > 0 } user, ..] ? user : "dr.who";

    private static string Permission(IQueryCollection query) => query["permission"] is [{ Length: > 0 } octal, ..] ? $"&permission={octal}" : "";

    private static Task MissingAsync(HttpContext context, string message) => Reply.RemoteAsync(context, 404, "FileNotFoundException", "java.io", message, Json);

    private static Task BooleanAsync(HttpContext context, bool value) => Reply.JsonAsync(
        context,
        200,
        json =>
        {
            json.WriteStartObject();
            json.WriteBoolean("boolean", value);
            json.WriteEndObject();
        },
        Json);

    private static void WriteStatus(Utf8JsonWriter json, FileNode node, string suffix)
    {
        var isFile = !node.IsDirectory;
        json.WriteNumber("accessTime", isFile ? node.Modified : 0);
        json.WriteNumber("blockSize", isFile ? 134217728 : 0);
        json.WriteNumber("childrenNum", node.Children?.Count ?? 0);
        json.WriteNumber("fileId", node.Id);
        json.WriteString("group", "supergroup");
        json.WriteNumber("length", node.Length);
        json.WriteNumber("modificationTime", node.Modified);
        json.WriteString("owner", node.Owner);
        json.WriteString("pathSuffix", suffix);
        json.WriteString("permission", node.Permission);
        json.WriteNumber("replication", isFile ? 1 : 0);
        json.WriteNumber("storagePolicy", 0);
        json.WriteString("type", isFile ? "FILE" : "DIRECTORY");
    }

    private Task StatusAsync(HttpContext context, string path) => cluster.Read(_ =>
    {
        cluster.Settle(path, below: false);
        if (cluster.Files.Find(path) is not { } node)
            return MissingAsync(context, $"File does not exist: {path}");
        return Reply.JsonAsync(
            context,
            200,
            json =>
            {
                json.WriteStartObject();
                json.WriteStartObject("FileStatus");
                WriteStatus(json, node, "");
                json.WriteEndObject();
                json.WriteEndObject();
            },
            Json);
    });

    private Task ListAsync(HttpContext context, string path) => cluster.Read(_ =>
    {
        cluster.Settle(path, below: true);
        if (cluster.Files.Find(path) is not { } node)
            return MissingAsync(context, $"File {path} does not exist.");
        return Reply.JsonAsync(
            context,
            200,
            json =>
            {
                json.WriteStartObject();
                json.WriteStartObject("FileStatuses");
                json.WriteStartArray("FileStatus");
                foreach (var item in node.Children?.Values.AsEnumerable() ?? [node])
                {
                    json.WriteStartObject();
                    WriteStatus(json, item, node.IsDirectory ? item.Name : "");
                    json.WriteEndObject();
                }

                json.WriteEndArray();
                json.WriteEndObject();
                json.WriteEndObject();
            },
            Json);
    });

    private FileNode? FindFile(string path) => cluster.Read(_ =>
    {
        cluster.Settle(path, below: false);
        return cluster.Files.Find(path) is { IsDirectory: false } file ? file : null;
    });

    private Task OpenAsync(HttpContext context, string path)
    {
        var query = context.Request.Query;
        if (FindFile(path) is null)
            return MissingAsync(context, $"File {path} not found.");
        return RedirectAsync(context, path, $"&offset={Number(query, "offset") ?? 0}" + (Number(query, "length") is { } length ? $"&length={length}" : ""));
    }

    private Task RedirectAsync(HttpContext context, string path, string more)
    {
        var query = context.Request.Query;
        var escaped = string.Join('/', path.Split('/').Select(Uri.EscapeDataString));
        var location = $"http://{authority}/webhdfs/v1{escaped}?op={query["op"].ToString().ToUpperInvariant()}&user.name={Uri.EscapeDataString(UserOf(context))}&{NameNode}={cluster.Name}{more}";
        if (query["noredirect"] == "true")
            return Reply.JsonAsync(
                context,
                200,
                json =>
                {
                    json.WriteStartObject();
                    json.WriteString("Location", location);
                    json.WriteEndObject();
                },
                Json);
        context.Response.Headers[HeaderNames.Location] = location;
        return Reply.BytesAsync(context, 307, ReadOnlyMemory<byte>.Empty, "application/octet-stream");
    }

    private async Task ReadAsync(HttpContext context, string path)
    {
        if (FindFile(path)?.Content is not { } content)
        {
            await MissingAsync(context, $"File {path} not found.");
            return;
        }

        var offset = Math.Min(Number(context.Request.Query, "offset") ?? 0, content.Length);
        var length = Math.Min(Number(context.Request.Query, "length") ?? long.MaxValue, content.Length - offset);
        context.Response.ContentType = "application/octet-stream";
        context.Response.ContentLength = length;
        await using var bytes = content.Open(offset);
        var buffer = new byte[(int)Math.Clamp(length, 1, 64 * 1024)];
        for (var left = length; left > 0;)
        {
            var read = await bytes.ReadAsync(buffer.AsMemory(0, (int)Math.Min(left, buffer.Length)), context.RequestAborted);
            await context.Response.Body.WriteAsync(buffer.AsMemory(0, read), context.RequestAborted);
            left -= read;
        }
    }

    private async Task WriteAsync(HttpContext context, string path)
    {
        var query = context.Request.Query;
        var (blob, length) = await cluster.Log.KeepAsync(context.Request.Body, context.RequestAborted);
        var refused = cluster.Do<string?>(_ =>
        {
            var there = cluster.Files.Find(path);
            if (there is { IsDirectory: true } || (there is not null && query["overwrite"] != "true"))
                return (null, $"{path} for client 127.0.0.1 already exists");
            return (new PutFile(path, UserOf(context), query["permission"] is [{ Length: > 0 } octal, ..] ? octal : "644", blob, length), null);
        });
        if (refused is not null)
        {
            cluster.Log.Drop(blob);
            await Reply.RemoteAsync(context, 403, "FileAlreadyExistsException", Fs, refused, "application/json; charset=utf-8");
            return;
        }

        context.Response.Headers[HeaderNames.Location] = $"hdfs://{cluster.Name}{path}";
        context.Response.StatusCode = StatusCodes.Status201Created;
    }

    private Task MakeFolderAsync(HttpContext context, string path)
    {
        cluster.Do(new MakeFolder(path, UserOf(context), context.Request.Query["permission"] is [{ Length: > 0 } octal, ..] ? octal : "755"));
        return BooleanAsync(context, value: true);
    }

    private Task RenameAsync(HttpContext context, string path)
    {
        var to = FileTree.PathOf(context.Request.Query["destination"].ToString());
        return BooleanAsync(context, cluster.Do(_ =>
        {
            cluster.Settle(path, below: true);
            return cluster.Files.CanRename(path, to) ? ((Command?)new RenameFile(path, to), true) : (null, false);
        }));
    }

    private Task PermitAsync(HttpContext context, string path)
    {
        var octal = context.Request.Query["permission"].ToString();
        if (cluster.Read(_ => cluster.Files.Find(path)) is null)
            return MissingAsync(context, $"File does not exist: {path}");
        cluster.Do(new SetPermission(path, octal));
        return Reply.BytesAsync(context, 200, ReadOnlyMemory<byte>.Empty, "application/octet-stream");
    }

    private async Task DeleteAsync(HttpContext context, string path)
    {
        var recursive = context.Request.Query["recursive"] == "true";
        var done = cluster.Do<bool?>(_ =>
        {
            cluster.Settle(path, below: true);
            return cluster.Files.Find(path) switch
            {
                null => (null, false),
                { Children.Count: > 0 } when !recursive => (null, null),
                _ => (new DeleteFile(path), true),
            };
        });
        if (done is { } deleted)
            await BooleanAsync(context, deleted);
        else
            await Reply.RemoteAsync(context, 403, "PathIsNotEmptyDirectoryException", Fs, $"`{path} is non empty': Directory is not empty", Json);
    }

    private static long? Number(IQueryCollection query, string name) => long.TryParse(query[name], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
