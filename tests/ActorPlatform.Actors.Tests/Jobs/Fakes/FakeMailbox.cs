using ActorPlatform.Actors.Jobs.Observers;
using ActorPlatform.Jobs;
using ActorPlatform.Jobs.Commands;

namespace ActorPlatform.Actors.Tests.Jobs.Fakes;

/// <summary>Keeps what jobs were told.</summary>
internal sealed class FakeMailbox : IJobMailbox
{
    public List<(JobId Job, JobCommand Command)> Told { get; } = [];

    /// <summary>False: jobs cannot take anything now.</summary>
    public bool Takes { get; set; } = true;

    /// <summary>What an answer waits for; null: it comes at once.</summary>
    public Task? Holds { get; set; }

    public async Task<bool> TellAsync(JobId job, JobCommand command, CancellationToken cancellationToken)
    {
        Told.Add((job, command));
        if (Holds is { } held)
            await held;
        return Takes;
    }

    public IEnumerable<T> Of<T>() => Told.Select(t => t.Command).OfType<T>();
}
