using System.CommandLine;
using System.Text.Json;
using ActorPlatform.Hocon;
using ActorPlatform.Hocon.Binding;
using ActorPlatform.Hocon.Conversion;
using ActorPlatform.Host.Configuration;
using ActorPlatform.Host.Serving;
using ActorPlatform.Hosting.Configuration;
using ActorPlatform.Jobs;

namespace ActorPlatform.Host.CommandLine;

/// <summary><c>config</c>: what a configuration says, without starting anything.</summary>
internal static class ConfigCommand
{
    private static readonly JsonSerializerOptions s_readable = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = 1_000 };

    public static Command Make(Terminal terminal) => new("config", "Reads configurations; starts nothing.") { Parse(terminal), Check(terminal), Show(terminal) };

    private static Command Parse(Terminal terminal)
    {
        var file = File();
        var command = new Command("parse", "Writes what a HOCON file says as JSON: files included, substitutions resolved, types kept. Secrets stand there as they are.") { file };
        command.SetAction(async (parsed, _) =>
        {
            var value = HoconFile.Read(parsed.GetValue(file)!.FullName).ToJsonNode();
            await terminal.Out.WriteLineAsync(value is null ? "null" : value.ToJsonString(s_readable));
            return ExitCodes.Ok;
        });
        return command;
    }

    private static Command Check(Terminal terminal)
    {
        var (file, set) = (File(), CommonOptions.Set());
        var command = new Command("check", "Tells everything that is wrong with a configuration, each with its place and the nearest key that exists.") { file, set };
        command.SetAction(async (parsed, _) =>
        {
            var path = parsed.GetValue(file)!.FullName;
            var settings = SettingsReader.Read(path, parsed.GetValue(set)!);
            Listening.Check(settings.Http.Url, insecure: true);
            await terminal.Out.WriteLineAsync($"{path} can be used ({(settings.Engine.Clusters.Count == 0 ? "no clusters" : $"clusters {string.Join(", ", settings.Engine.Clusters.Keys.Order(StringComparer.Ordinal))}")}).");
            return ExitCodes.Ok;
        });
        return command;
    }

    private static Command Show(Terminal terminal)
    {
        var (config, set) = (CommonOptions.Config(), CommonOptions.Set());
        var changed = new Option<bool>("--changed") { Description = "Only what is not left at its default." };
        var command = new Command("show", "Shows every option as it is in force, and where it comes from. Secrets are masked.") { config, set, changed };
        command.SetAction(async (parsed, _) =>
        {
            var found = SettingsReader.Find(parsed.GetValue(config)!.FullName, parsed.GetValue(set)!);
            foreach (var option in found.Options.Where(o => o.Origin is not null || !parsed.GetValue(changed)))
                await terminal.Out.WriteLineAsync(Line(option));
            return found.Problems.Count == 0 ? ExitCodes.Ok : throw new ActorPlatformConfigurationException(found.Problems);
        });
        return command;
    }

    private static string Line(EffectiveOption option)
    {
        var value = Secrets.IsName(option.Path) && option.Value != "\"\"" ? Secrets.Mask : Secrets.Hide(option.Value);
        return $"{option.Path} = {value}  # {Secrets.Hide(option.Origin ?? "default")}";
    }

    private static Argument<FileInfo> File() => new("file") { Description = "The HOCON file.", HelpName = "FILE" };
}
