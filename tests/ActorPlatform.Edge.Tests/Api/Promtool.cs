using System.Diagnostics;

namespace ActorPlatform.Edge.Tests.Api;

/// <summary>Prometheus' own checker of metrics.</summary>
internal static class Promtool
{
    public static async Task<(int Code, string Text)> CheckAsync(string metrics)
    {
        var program = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Select(folder => Path.Combine(folder, "promtool")).FirstOrDefault(File.Exists);
        Skip.If(program is null, "promtool is not installed (Debian's package prometheus has it).");
        using var promtool = Process.Start(new ProcessStartInfo(program, ["check", "metrics"])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false,
        })!;
        await promtool.StandardInput.WriteAsync(metrics);
        promtool.StandardInput.Close();
        var (output, errors) = (promtool.StandardOutput.ReadToEndAsync(), promtool.StandardError.ReadToEndAsync());
        await promtool.WaitForExitAsync();
        return (promtool.ExitCode, await output + await errors);
    }
}
