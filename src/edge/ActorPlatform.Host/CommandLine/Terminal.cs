namespace ActorPlatform.Host.CommandLine;

/// <summary>Where a command writes.</summary>
/// <param name="Width">Characters a line; null: not a terminal, nothing is cut.</param>
/// <param name="IsInteractive">Whether somebody looks on: lines may be written over.</param>
internal sealed record Terminal(TextWriter Out, TextWriter Error, int? Width = null, bool IsInteractive = false)
{
    /// <summary>Where somebody answers questions; null when nobody is there.</summary>
    public TextReader? In { get; init; }

    /// <summary>The program's own. COLUMNS, where it is set, says how wide it is.</summary>
    public static Terminal OfProcess()
    {
        int? columns = int.TryParse(Environment.GetEnvironmentVariable("COLUMNS"), out var set) && set >= 20 ? set : null;
        var width = columns ?? (Console.IsOutputRedirected || Console.WindowWidth < 20 ? null : Console.WindowWidth);
        return new Terminal(Console.Out, Console.Error, width, !Console.IsErrorRedirected && !Console.IsOutputRedirected)
        {
            In = Console.IsInputRedirected || Console.IsErrorRedirected ? null : Console.In,
        };
    }
}
