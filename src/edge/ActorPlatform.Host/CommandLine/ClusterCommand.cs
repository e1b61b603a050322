using System.CommandLine;
using ActorPlatform.Host.Configuration;
using ActorPlatform.Hosting;

namespace ActorPlatform.Host.CommandLine;

/// <summary><c>cluster</c>: what is done to a cluster, without an engine.</summary>
internal static class ClusterCommand
{
    public static Command Make(Terminal terminal) => new("cluster", "Prepares clusters, and looks at them.") { InstallFlink(terminal) };

    private static Command InstallFlink(Terminal terminal)
    {
        var cluster = new Argument<string>("cluster") { Description = "The cluster's name in the configuration." };
        var version = new Argument<string>("version") { Description = "Flink's version, major and minor: 1.20." };
        var directory = new Argument<DirectoryInfo>("directory") { Description = "An unpacked Flink distribution." };
        var (config, set) = (CommonOptions.Config(), CommonOptions.Set());
        var command = new Command("install-flink", "Puts a Flink distribution on the cluster's HDFS, where submissions find it. Repeating it uploads only what is missing.")
        {
            cluster, version, directory, config, set,
        };
        command.SetAction((parsed, cancellationToken) => InstallAsync(
            SettingsReader.Read(parsed.GetValue(config)!.FullName, parsed.GetValue(set)!),
            new FlinkInstallation(parsed.GetValue(cluster)!, parsed.GetValue(version)!, parsed.GetValue(directory)!.FullName),
            terminal,
            cancellationToken));
        return command;
    }

    private static async Task<int> InstallAsync(Settings settings, FlinkInstallation request, Terminal terminal, CancellationToken cancellationToken)
    {
        var lines = new ProgressLine(terminal.Out);
        await FlinkDistributions.InstallAsync(settings.Engine, request, lines, cancellationToken);
        lines.End();
        await terminal.Out.WriteLineAsync($"Flink {request.Version} is on {request.Cluster}; jobs with \"flinkVersion\": \"{request.Version}\" find it there.");
        return ExitCodes.Ok;
    }
}
