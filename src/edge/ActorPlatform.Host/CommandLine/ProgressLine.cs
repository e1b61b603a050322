using ActorPlatform.Hosting;

namespace ActorPlatform.Host.CommandLine;

/// <summary>One line that is written over while an installation goes on; on no terminal, a line a file.</summary>
internal sealed class ProgressLine(TextWriter output) : IProgress<FlinkInstallProgress>
{
    private const long Mebi = 1024 * 1024;
    private readonly Lock _gate = new();
    private readonly bool _overwrites = ReferenceEquals(output, Console.Out) && !Console.IsOutputRedirected;

    public void Report(FlinkInstallProgress value)
    {
        var line = $"{value.FilesDone}/{value.FilesTotal} files, {value.BytesDone / Mebi} of {value.BytesTotal / Mebi} MiB: {value.File}{(value.Uploaded ? "" : " (was there)")}";
        lock (_gate)
            if (_overwrites)
                output.Write($"\r{line.PadRight(79)[..79]}");
            else
                output.WriteLine(line);
    }

    public void End()
    {
        if (_overwrites)
            output.WriteLine();
    }
}
