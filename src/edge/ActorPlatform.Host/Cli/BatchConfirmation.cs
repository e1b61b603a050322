using ActorPlatform.Client;
using ActorPlatform.Host.Configuration;
using ActorPlatform.Jobs;
using ActorPlatform.Jobs.Batches;

namespace ActorPlatform.Host.Cli;

/// <summary>Whoever does something to many jobs says how many are meant, or sees it first.</summary>
internal sealed class BatchConfirmation(Session session)
{
    /// <summary>The order as it may be given; null when the person said no.</summary>
    /// <exception cref="UsageException">Nobody is there to be asked.</exception>
    public async Task<BatchOrder?> ConfirmAsync(BatchOrder order, bool isSure, CancellationToken cancellationToken)
    {
        var terminal = session.Terminal;
        var asks = !isSure && terminal.In is not null;
        if (order.ExpectCount is not null || (order.Filter is null && !asks))
            return order;
        var trial = await session.Client.TryBatchAsync(order, cancellationToken);
        if (isSure)
            return order with { ExpectCount = trial.Total };
        if (!asks)
            throw new UsageException($"{BatchTexts.Jobs(trial.Total)} {(trial.Total == 1 ? "is" : "are")} meant now. Nobody is there to be asked whether that is right: say --expect-count {trial.Total}, or --yes to take as many as there are.");
        await BatchTrials.WriteAsync(session, terminal.Error, trial);
        await terminal.Error.WriteAsync($"{EnumNames.Of(order.Action)} of {(trial.Total == 1 ? "this job" : $"these {trial.Total} jobs")}? Type yes: ");
        if ((await terminal.In!.ReadLineAsync(cancellationToken))?.Trim() == "yes")
            return order with { ExpectCount = trial.Total };
        await terminal.Error.WriteLineAsync("Nothing was done.");
        return null;
    }
}
