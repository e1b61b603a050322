using System.Runtime.InteropServices;

namespace ActorPlatform.Actors.Ownership;

/// <summary>The machine's clocks.</summary>
/// <remarks>.NET's monotonic clock is CLOCK_MONOTONIC, which stands still while a machine is suspended; a lease counted by it would outlive the sleep.</remarks>
internal sealed partial class SystemNodeClock(TimeProvider time) : INodeClock
{
    private const int BootTime = 7;

    public Moment Now => new(SinceBoot(), time.GetUtcNow());

    private TimeSpan SinceBoot()
    {
        if (!OperatingSystem.IsLinux()) return time.GetElapsedTime(0);
        if (GetTime(BootTime, out var value) != 0) throw new InvalidOperationException($"clock_gettime(CLOCK_BOOTTIME) failed with errno {Marshal.GetLastPInvokeError()}.");
        return new TimeSpan((value.Seconds * TimeSpan.TicksPerSecond) + (value.Nanoseconds / TimeSpan.NanosecondsPerTick));
    }

    [LibraryImport("libc", EntryPoint = "clock_gettime", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int GetTime(int clock, out Time value);

    [StructLayout(LayoutKind.Sequential)]
    private readonly struct Time
    {
        public readonly nint Seconds;
        public readonly nint Nanoseconds;
    }
}
