using System.Globalization;
using System.Text.RegularExpressions;
using ActorPlatform.Jobs.Ports;

namespace ActorPlatform.Jobs.Runs;

/// <summary>What a final report alone proves of a run's death.</summary>
/// <remarks>
/// FINISHED is the master's own goodbye. FAILED and KILLED are words of the resource manager, who says them also of a master on a node that it has lost sight of and
/// that works on. They prove death only with the node manager's testimony that the container has ended, or where no container was ever given.
/// </remarks>
public static partial class DeathProof
{
    private const int LocalizationFailed = -1000;
    private const int VirtualMemoryExceeded = -103;
    private const int PhysicalMemoryExceeded = -104;

    /// <summary>The proof in one sentence; null when the JobManager itself must be seen gone.</summary>
    public static string? Of(ApplicationReport report)
    {
        if (report.State == ApplicationState.Finished)
            return $"The application's master told the resource manager goodbye ({report.Final}).";
        if (report.State != ApplicationState.Failed || report.Diagnostics is not { } diagnostics)
            return null;
        if (!AnyAttempt().IsMatch(diagnostics) && NeverAdmitted().IsMatch(diagnostics))
            return "The resource manager rejected the application before it was given any container.";
        return ContainerExit(diagnostics) is { } code ? $"Its node reported that the master's container ended with exit code {code}." : null;
    }

    /// <summary>The master's exit code as its node reported it; null when nobody did, or an earlier attempt may have been lost from sight.</summary>
    private static int? ContainerExit(string diagnostics)
    {
        if (!SingleAttempt().IsMatch(diagnostics) || ExitCode().Match(diagnostics) is not { Success: true } match)
            return null;

        // Other negative codes (-100: node lost; -102: preempted; -105, -106: told to end) are the resource manager's own, not the node's.
        var code = int.Parse(match.Groups["code"].ValueSpan, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        return code >= 0 || code is LocalizationFailed or VirtualMemoryExceeded or PhysicalMemoryExceeded ? code : null;
    }

    [GeneratedRegex(@"exited with\s+exitCode:\s*(?<code>-?\d{1,6})", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex ExitCode();

    [GeneratedRegex(@"\bfailed 1 times\b", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex SingleAttempt();

    [GeneratedRegex(@"\bfailed \d+ times\b", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex AnyAttempt();

    [GeneratedRegex(@"submitted by user \S+ to (?:unknown|non-leaf) queue|cannot accept submission of application", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex NeverAdmitted();
}
