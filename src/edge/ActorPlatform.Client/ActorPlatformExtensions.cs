using System.Runtime.CompilerServices;
using ActorPlatform.Client.Model;

namespace ActorPlatform.Client;

/// <summary>What is made of several requests.</summary>
public static class ActorPlatformExtensions
{
    private static readonly TimeSpan s_longestWait = TimeSpan.FromSeconds(30);

    /// <summary>Waits until an operation is over, at most the given time; then returns it as it stands.</summary>
    /// <param name="platform">The engine.</param>
    /// <param name="operation">The operation as it was answered.</param>
    /// <param name="atMost">How long to wait.</param>
    /// <param name="time">The clock; the system's when left out.</param>
    public static async Task<Operation> WaitAsync(
        this IActorPlatform platform, Operation operation, TimeSpan atMost, TimeProvider? time = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(platform);
        ArgumentNullException.ThrowIfNull(operation);
        var clock = time ?? TimeProvider.System;
        for (var until = clock.GetUtcNow() + atMost; !operation.IsOver && clock.GetUtcNow() < until;)
        {
            var left = until - clock.GetUtcNow();
            operation = await platform.GetOperationAsync(operation.Id, left < s_longestWait ? left : s_longestWait, cancellationToken);
        }

        return operation;
    }

    /// <summary>Puts a jar on every cluster, from a file.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static Task<PlacedArtifact> PutArtifactAsync(this IActorPlatform platform, string file, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(platform);
        ArgumentNullException.ThrowIfNull(file);
        return platform.PutArtifactAsync(() => File.OpenRead(file), cancellationToken);
    }

    /// <summary>All jobs of a filter, page after page.</summary>
    public static async IAsyncEnumerable<Job> ListAllJobsAsync(this IActorPlatform platform, JobFilter filter, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(platform);
        ArgumentNullException.ThrowIfNull(filter);
        for (var next = filter; ;)
        {
            var page = await platform.ListJobsAsync(next, cancellationToken);
            foreach (var job in page.Items)
                yield return job;
            if (page.NextCursor is not { } cursor)
                yield break;
            next = next with { Cursor = cursor };
        }
    }
}
