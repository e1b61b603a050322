namespace ActorPlatform.Benchmarks.Submission;

/// <summary>What one submission cost.</summary>
/// <param name="Seconds">From the first step until the ResourceManager says ACCEPTED.</param>
/// <param name="CpuSeconds">Of the client, user and system.</param>
/// <param name="Application">The application, still to be killed.</param>
internal sealed record Submitted(double Seconds, double CpuSeconds, string Application);
