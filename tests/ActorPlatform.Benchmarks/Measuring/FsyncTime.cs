using System.Diagnostics;

namespace ActorPlatform.Benchmarks.Measuring;

/// <summary>What one flush of 4 KiB to the disk takes: the price of a commit that is not shared.</summary>
internal static class FsyncTime
{
    private const int Flushes = 300;
    private const int Bytes = 4096;

    /// <summary>Milliseconds, the median, in a new file of the folder.</summary>
    public static double MeasureIn(string folder)
    {
        var path = Path.Combine(folder, $"fsync-{Guid.NewGuid():n}");
        try
        {
            using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
            var block = new byte[Bytes];
            var times = new double[Flushes];
            for (var i = 0; i < Flushes; i++)
            {
                file.Write(block);
                var start = Stopwatch.GetTimestamp();
                file.Flush(flushToDisk: true);
                times[i] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            }

            return Median.Of(times);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
