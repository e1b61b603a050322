namespace ActorPlatform.Benchmarks.Restart;

/// <summary>What a child process measured of itself.</summary>
/// <param name="Seconds">From the process's start until every job had answered.</param>
/// <param name="CpuSeconds">Of the process until then.</param>
/// <param name="HeapBytes">Managed heap after a full collection, with every job in memory.</param>
internal sealed record RestartResult(double Seconds, double CpuSeconds, long HeapBytes);
