using System.Globalization;
using ActorPlatform.Client;
using ActorPlatform.Client.Http;
using ActorPlatform.Client.Model;
using ActorPlatform.Host.CommandLine;

namespace ActorPlatform.Host.Cli;

/// <summary>A command's engine, and where it writes.</summary>
internal sealed record Session(ActorPlatformHttpClient Client, Terminal Terminal, bool AsJson, TimeProvider Time)
{
    /// <summary>Writes a list: as the API answers it, or as a table.</summary>
    public Task WriteAsync<T>(IReadOnlyList<T> items, Func<Table> table) => AsJson ? WriteJsonAsync(new Page<T> { Items = items }) : WriteTextAsync(table().ToString());

    /// <summary>Writes one thing.</summary>
    public Task WriteAsync<T>(T item, Func<Details> details) => AsJson ? WriteJsonAsync(item) : WriteTextAsync(details().ToString());

    public Task WriteJsonAsync<T>(T value) => Terminal.Out.WriteLineAsync(ActorPlatformJson.Write(value));

    /// <summary>A time as tables show it, UTC.</summary>
    public static string Shown(DateTimeOffset? time) => time?.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) ?? "";

    /// <summary>How long ago it was.</summary>
    public string Age(DateTimeOffset? time) => time is { } at ? Ages.Of(Time.GetUtcNow() - at) : "";

    public Table Table(params string[] columns) => new(Terminal.Width, columns);

    public Details Details() => new(Terminal.Width);

    private Task WriteTextAsync(string text) => Terminal.Out.WriteAsync(text);
}
