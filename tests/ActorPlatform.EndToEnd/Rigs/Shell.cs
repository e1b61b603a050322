using System.Diagnostics;

namespace ActorPlatform.EndToEnd.Rigs;

/// <summary>Runs a program to its end.</summary>
internal static class Shell
{
    /// <returns>Its exit code, and both outputs in one.</returns>
    public static async Task<(int Code, string Output)> TryAsync(string program, IReadOnlyDictionary<string, string> environment, TimeSpan within, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start");
        using var limit = new CancellationTokenSource(within);
        try
        {
            var outputs = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(limit.Token), process.StandardError.ReadToEndAsync(limit.Token));
            await process.WaitForExitAsync(limit.Token);
            return (process.ExitCode, string.Concat(outputs));
        }
        catch (OperationCanceledException exception)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{program} {string.Join(' ', arguments)} took longer than {within}.", exception);
        }
    }

    /// <exception cref="InvalidOperationException">It ended with another code than 0.</exception>
    public static async Task<string> RunAsync(string program, IReadOnlyDictionary<string, string> environment, TimeSpan within, params string[] arguments)
    {
        var (code, output) = await TryAsync(program, environment, within, arguments);
        return code == 0 ? output : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {code}: {output}");
    }
}
