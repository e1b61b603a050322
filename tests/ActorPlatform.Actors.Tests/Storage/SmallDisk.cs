using System.Diagnostics;

namespace ActorPlatform.Actors.Tests.Storage;

/// <summary>A file system of a few megabytes, in memory.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("actorplatform-disk-");
    private readonly bool _mounted;

    public SmallDisk() => _mounted = OperatingSystem.IsLinux() && Run("mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", _folder.FullName);

    /// <summary>What is needed where it cannot be had.</summary>
    public string? Missing => _mounted ? null : "a small file system cannot be mounted here; run as root on Linux";

    public string Path => _folder.FullName;

    public void MakeReadOnly() => TryMakeReadOnly().ShouldBeTrue();

    /// <summary>False while a file on it is open for writing.</summary>
    public bool TryMakeReadOnly() => Run("mount", "-o", "remount,ro", _folder.FullName);

    public void MakeWritable() => Run("mount", "-o", "remount,rw", _folder.FullName).ShouldBeTrue();

    /// <summary>Takes all space that is left.</summary>
    public FileInfo Fill()
    {
        var file = new FileInfo(System.IO.Path.Combine(Path, "ballast"));
        using var stream = file.Create();
        try
        {
            for (var block = new byte[4096]; ; stream.Write(block))
            {
                stream.Flush(flushToDisk: true);
            }
        }
        catch (IOException)
        {
            return file;
        }
    }

    public void Dispose()
    {
        if (_mounted)
        {
            Run("umount", "-l", _folder.FullName);
        }

        _folder.Delete(recursive: true);
    }

    private static bool Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
