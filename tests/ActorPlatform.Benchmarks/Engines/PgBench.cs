using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace ActorPlatform.Benchmarks.Engines;

/// <summary>PostgreSQL's own load: one row of 300 bytes per transaction, 64 clients, prepared statements.</summary>
internal sealed partial class PgBench(string folder, int port, int clients)
{
    private const string Script = "INSERT INTO pgbench_row (pid, seq, payload) VALUES ('job-' || (random() * 10000)::int, 1, decode(repeat('61', 300), 'hex'));";
    private const string Table = "CREATE TABLE IF NOT EXISTS pgbench_row (id bigserial PRIMARY KEY, pid text, seq bigint, payload bytea)";
    private const string Binaries = "/usr/lib/postgresql/15/bin";

    /// <summary>Transactions per second.</summary>
    public async Task<double> RunAsync(TimeSpan duration, CancellationToken cancellationToken)
    {
        var script = Path.Combine(folder, "pgbench.sql");
        await File.WriteAllTextAsync(script, Script, cancellationToken);
        string[] server = ["-h", "127.0.0.1", "-p", $"{port}", "-U", "postgres"];
        await AskAsync([$"{Binaries}/psql", "-q", .. server, "-d", "postgres", "-c", "SET client_min_messages = warning", "-c", Table], cancellationToken);
        var words = await AskAsync(
            [$"{Binaries}/pgbench", "-n", .. server, "-M", "prepared", "-c", $"{clients}", "-j", "2", "-T", $"{(int)duration.TotalSeconds}", "-f", script, "postgres"], cancellationToken);
        return Rate().Match(words) is { Success: true } match
            ? double.Parse(match.Groups["rate"].Value, CultureInfo.InvariantCulture)
            : throw new InvalidOperationException($"pgbench said no rate: {words}");
    }

    private static async Task<string> AskAsync(string[] command, CancellationToken cancellationToken)
    {
        using var process = Process.Start(new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false })!;
        var outputs = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(cancellationToken), process.StandardError.ReadToEndAsync(cancellationToken));
        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode == 0 ? outputs[0] : throw new InvalidOperationException($"{command[0]} ended with {process.ExitCode}: {string.Concat(outputs)}");
    }

    [GeneratedRegex(@"tps = (?<rate>[0-9.]+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Rate();
}
