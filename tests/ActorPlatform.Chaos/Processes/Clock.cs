using System.IO.MemoryMappedFiles;

namespace ActorPlatform.Chaos.Processes;

/// <summary>The clocks that one process reads, shifted by a library that is loaded before libc's (<c>clock.c</c>).</summary>
internal sealed class Clock : IDisposable
{
    private const int Wall = 0;
    private const int Monotonic = 2;
    private const int Count = 3;
    private const int NanosecondsPerTick = 100;
    private static readonly Lazy<string?> s_library = new(Compile);
    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _shifts;

    /// <param name="path">Where its file is; the process must be able to read it.</param>
    public Clock(string path)
    {
        File.WriteAllBytes(path, new byte[Count * sizeof(long)]);
        _file = MemoryMappedFile.CreateFromFile(path, FileMode.Open);
        _shifts = _file.CreateViewAccessor();
        Environment = s_library.Value is { } library ? [$"LD_PRELOAD={library}", $"CLOCK_FILE={path}"] : [];
    }

    /// <summary>Whether clocks can be shifted here: the library needs a compiler.</summary>
    public static bool CanShift => s_library.Value is not null;

    /// <summary>What the process must be started with.</summary>
    public IReadOnlyList<string> Environment { get; }

    /// <summary>Sets the wall clock, as an operator or NTP would; zero: it is right again.</summary>
    public void Set(TimeSpan ahead) => Write(Wall, ahead);

    /// <summary>The machine was suspended: its monotonic clock, by which .NET counts, stood still. The process must not run meanwhile.</summary>
    public void StoodStill(TimeSpan time) => Write(Monotonic, TimeSpan.FromTicks(_shifts.ReadInt64(Monotonic * sizeof(long)) / NanosecondsPerTick) - time);

    /// <summary>Before the process is started anew: no pause of the former one concerns it.</summary>
    public void Boot() => Write(Monotonic, TimeSpan.Zero);

    public void Dispose()
    {
        _shifts.Dispose();
        _file.Dispose();
    }

    private static string? Compile()
    {
        var source = Path.Combine(AppContext.BaseDirectory, "clock.c");
        var library = Path.Combine(AppContext.BaseDirectory, "clock.so");
        try
        {
            Tool.RunAsync("gcc", "-shared", "-fPIC", "-O2", "-o", library, source, "-ldl").GetAwaiter().GetResult();
            return library;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    private void Write(int clock, TimeSpan shift) => _shifts.Write(clock * sizeof(long), shift.Ticks * NanosecondsPerTick);
}
