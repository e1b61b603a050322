using ActorPlatform.Actors.Jobs.Observers;
using ActorPlatform.Jobs;
using ActorPlatform.Jobs.Commands;

namespace ActorPlatform.Actors.Tests.Jobs.Fakes;

/// <summary>Keeps what jobs were told.</summary>
internal sealed class FakeMailbox : IJobMailbox
{
    public List<(JobId Job, JobCommand Command)> Told { get; } = [];

    /// <summary>What becomes of a sighting.</summary>
    public MailReceipt Answers { get; set; } = MailReceipt.Taken;

    /// <summary>What becomes of a sighting of a certain kind; null: as of any.</summary>
    public Func<JobCommand, MailReceipt?>? AnswersTo { get; set; }

    /// <summary>What an answer waits for; null: it comes at once.</summary>
    public Task? Holds { get; set; }

    public async Task<MailReceipt> TellAsync(JobId job, JobCommand command, CancellationToken cancellationToken)
    {
        Told.Add((job, command));
        if (Holds is { } held)
            await held;
        return AnswersTo?.Invoke(command) ?? Answers;
    }

    public IEnumerable<T> Of<T>() => Told.Select(t => t.Command).OfType<T>();
}
