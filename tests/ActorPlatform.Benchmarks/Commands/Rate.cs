namespace ActorPlatform.Benchmarks.Commands;

/// <summary>What one stretch of work came to.</summary>
/// <param name="P50">Milliseconds.</param>
/// <param name="P99">Milliseconds.</param>
/// <param name="Cpu">Of this process, clients included; what a database server of its own needs is not in it.</param>
internal sealed record Rate(long Count, TimeSpan Elapsed, double P50, double P99, TimeSpan Cpu)
{
    public double PerSecond => Count / Elapsed.TotalSeconds;

    /// <summary>Microseconds.</summary>
    public double CpuPerCommand => Cpu.TotalMicroseconds / Count;
}
