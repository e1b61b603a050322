using System.Globalization;

namespace ActorPlatform.Flink;

/// <summary>The JobManager's memory, split as Flink's own client does it from the total process size.</summary>
/// <param name="ProcessBytes">The container.</param>
/// <param name="HeapBytes">-Xmx and -Xms.</param>
/// <param name="MetaspaceBytes">-XX:MaxMetaspaceSize.</param>
/// <param name="OffHeapBytes">Direct and native memory.</param>
/// <param name="OverheadBytes">What the JVM itself takes.</param>
public sealed record JobManagerMemory(long ProcessBytes, long HeapBytes, long MetaspaceBytes, long OffHeapBytes, long OverheadBytes)
{
    private const long Mebi = 1024 * 1024;
    private const long LeastHeap = 32 * Mebi;

    /// <summary>Splits a total; null with the reason when it does not come out.</summary>
    /// <param name="processSize">The total, as Flink writes it.</param>
    /// <param name="options">For the parts that are set: jvm-metaspace.size, off-heap.size, jvm-overhead.{fraction,min,max}.</param>
    public static JobManagerMemory? Split(string processSize, IReadOnlyDictionary<string, string> options, out string? problem)
    {
        problem = null;
        var sizes = new Sizes(options);
        var total = sizes.Parse("resources.jobManager.memory", processSize);
        var metaspace = sizes.Of("jobmanager.memory.jvm-metaspace.size", 256 * Mebi);
        var offHeap = sizes.Of("jobmanager.memory.off-heap.size", 128 * Mebi);
        var least = sizes.Of("jobmanager.memory.jvm-overhead.min", 192 * Mebi);
        var most = sizes.Of("jobmanager.memory.jvm-overhead.max", 1024 * Mebi);
        var fraction = sizes.Fraction("jobmanager.memory.jvm-overhead.fraction", 0.1);
        if (sizes.Problem is null && least > most)
            sizes.Problem = "jobmanager.memory.jvm-overhead.min is larger than its max.";
        if ((problem = sizes.Problem) is not null)
            return null;
        var overhead = Math.Clamp((long)(fraction * total), least, most);
        var heap = total - overhead - metaspace - offHeap;
        if (heap >= LeastHeap)
            return new JobManagerMemory(total, heap, metaspace, offHeap, overhead);
        problem =
            $"resources.jobManager.memory of {processSize} leaves {heap / Mebi} MiB of heap after metaspace {metaspace / Mebi}, off-heap {offHeap / Mebi} and overhead {overhead / Mebi} MiB; "
            + $"at least {LeastHeap / Mebi} MiB are needed: give it more, or make the parts smaller.";
        return null;
    }

    /// <summary>The JVM's arguments.</summary>
    public string JvmArguments =>
        string.Create(CultureInfo.InvariantCulture, $"-Xmx{HeapBytes} -Xms{HeapBytes} -XX:MaxMetaspaceSize={MetaspaceBytes}");

    /// <summary>The options by which the process learns how it was cut.</summary>
    public IEnumerable<KeyValuePair<string, string>> Options =>
        [
            new("jobmanager.memory.heap.size", $"{HeapBytes}b"),
            new("jobmanager.memory.jvm-metaspace.size", $"{MetaspaceBytes}b"),
            new("jobmanager.memory.jvm-overhead.max", $"{OverheadBytes}b"),
            new("jobmanager.memory.jvm-overhead.min", $"{OverheadBytes}b"),
            new("jobmanager.memory.off-heap.size", $"{OffHeapBytes}b"),
        ];

    private sealed class Sizes(IReadOnlyDictionary<string, string> options)
    {
        public string? Problem { get; set; }

        public long Of(string key, long standard) => options.TryGetValue(key, out var text) ? Parse(key, text) : standard;

        public long Parse(string key, string text)
        {
            if (MemorySize.TryParse(text, out var bytes))
                return bytes;
            Problem ??= $"{key}: '{text}' is no size; write 1g, 1600m or a number of bytes.";
            return 0;
        }

        public double Fraction(string key, double standard)
        {
            if (!options.TryGetValue(key, out var text))
                return standard;
            if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value is >= 0 and < 1)
                return value;
            Problem ??= $"{key}: '{text}' is no fraction between 0 and 1.";
            return standard;
        }
    }
}
