using System.CommandLine;
using System.Text.Json.Nodes;
using ActorPlatform.Hocon;
using ActorPlatform.Hocon.Conversion;
using ActorPlatform.Host.Configuration;
using YamlDotNet.Core;

namespace ActorPlatform.Host.Cli;

/// <summary>A job's spec from a file of YAML, JSON or HOCON, as the JSON that the API takes. What it says is checked by the engine, all of it at once.</summary>
internal static class SpecFile
{
    public static Argument<string> Argument() => new("file") { Description = "The spec: .yaml, .json or .conf (HOCON); - reads YAML or JSON from the input.", HelpName = "FILE" };

    /// <exception cref="UsageException">It cannot be read; says where and why.</exception>
    public static async Task<string> ReadAsync(string file, CancellationToken cancellationToken)
    {
        try
        {
            var text = file == "-" ? await Console.In.ReadToEndAsync(cancellationToken) : await File.ReadAllTextAsync(file, cancellationToken);
            var json = Path.GetExtension(file) is ".conf" or ".hocon" ? HoconFile.Read(file).ToJsonNode() : YamlSpec.Parse(text);
            return json is JsonObject spec ? spec.ToJsonString() : throw new UsageException($"{file}: a spec is an object of fields: name, artifact, entryClass, target and others.");
        }
        catch (YamlException failure)
        {
            throw new UsageException($"{file}:{failure.Start.Line}:{failure.Start.Column}: {failure.InnerException?.Message ?? failure.Message}");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"{file} cannot be read: {failure.Message}");
        }
    }
}
