using System.Net;
using System.Text.Json.Nodes;

namespace ActorPlatform.EndToEnd.Rigs;

/// <summary>HDFS over WebHDFS, as the tests need it; nothing of the product.</summary>
internal sealed class HdfsFiles(Uri nameNode)
{
    private static readonly HttpClient s_http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false }) { Timeout = TimeSpan.FromSeconds(60) };

    public async Task UploadAsync(Stream file, string path)
    {
        using var asked = await s_http.PutAsync(Address(path, "CREATE&overwrite=true"), null);
        asked.StatusCode.ShouldBe(HttpStatusCode.TemporaryRedirect);
        using var content = new StreamContent(file);
        using var stored = await s_http.PutAsync(asked.Headers.Location, content);
        stored.StatusCode.ShouldBe(HttpStatusCode.Created);
    }

    public async Task DeleteAsync(string path)
    {
        using var answer = await s_http.DeleteAsync(Address(path, "DELETE&recursive=true"));
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    public async Task RenameAsync(string path, string target)
    {
        using var answer = await s_http.PutAsync(Address(path, $"RENAME&destination={target}"), null);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    public async Task<bool> ExistsAsync(string path)
    {
        using var answer = await s_http.GetAsync(Address(path, "GETFILESTATUS"));
        return answer.StatusCode == HttpStatusCode.OK;
    }

    /// <summary>The names in a folder; none when it is not there.</summary>
    public async Task<IReadOnlyList<string>> ListAsync(string path)
    {
        using var answer = await s_http.GetAsync(Address(path, "LISTSTATUS"));
        if (answer.StatusCode == HttpStatusCode.NotFound)
            return [];
        var body = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        return [.. body["FileStatuses"]!["FileStatus"]!.AsArray().Select(f => f!["pathSuffix"]!.GetValue<string>())];
    }

    /// <summary>The path of a file's URI: <c>hdfs:///x</c> and <c>hdfs://host:port/x</c> are <c>/x</c>.</summary>
    public static string PathOf(string uri) => uri.StartsWith("hdfs:", StringComparison.Ordinal) ? new Uri(uri).AbsolutePath : uri;

    private Uri Address(string path, string operation) => new(nameNode, $"/webhdfs/v1{path}?op={operation}&user.name=root");
}
