using ActorPlatform.Actors.Entities;

namespace ActorPlatform.Actors.Tests.Toys;

internal sealed class FakeHistory : ICommandHistory
{
    public Dictionary<string, FirstAnswer> Answers { get; } = [];

    public Task<FirstAnswer?> FindAsync(string persistenceId, string commandId, CancellationToken cancellationToken) =>
        Task.FromResult(Answers.GetValueOrDefault(commandId));
}
