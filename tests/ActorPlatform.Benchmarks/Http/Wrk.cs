using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using ActorPlatform.Benchmarks.Measuring;

namespace ActorPlatform.Benchmarks.Http;

/// <summary>wrk: two threads, a closed loop on each connection.</summary>
internal sealed partial class Wrk(string folder, int connections, TimeSpan duration)
{
    /// <param name="script">In Lua: what is asked.</param>
    public async Task<WrkResult> RunAsync(Uri address, string script, CancellationToken cancellationToken)
    {
        var file = Path.Combine(folder, "wrk.lua");
        await File.WriteAllTextAsync(file, script, cancellationToken);
        string[] arguments = ["-t2", $"-c{connections}", $"-d{(int)duration.TotalSeconds}s", "--timeout", "20s", "--latency", "-s", file, address.GetLeftPart(UriPartial.Authority)];
        using var process = Process.Start(new ProcessStartInfo("wrk", arguments) { RedirectStandardOutput = true, UseShellExecute = false })!;
        var words = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        if (process.ExitCode != 0 || words.Contains("Non-2xx", StringComparison.Ordinal) || words.Contains("Socket errors", StringComparison.Ordinal)) throw new InvalidOperationException($"wrk met errors, and the figures would not be of answers: {words}");
        return new WrkResult(double.Parse(Rate().Match(words).Groups["rate"].Value, CultureInfo.InvariantCulture), Percentile(words, "50"), Percentile(words, "99"));
    }

    private static string Percentile(string words, string part) => Regex.Match(words, $@"^\s*{part}%\s+(?<time>\S+)", RegexOptions.ExplicitCapture | RegexOptions.Multiline, TimeSpan.FromSeconds(1)).Groups["time"].Value;

    [GeneratedRegex(@"Requests/sec:\s+(?<rate>[0-9.]+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Rate();
}

/// <summary>What wrk says, times in its words.</summary>
internal sealed record WrkResult(double PerSecond, string P50, string P99);
