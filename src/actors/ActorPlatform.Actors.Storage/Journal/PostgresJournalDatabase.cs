using ActorPlatform.Actors.Storage.Configuration;
using Npgsql;

namespace ActorPlatform.Actors.Storage.Journal;

internal sealed class PostgresJournalDatabase(StorageOptions options) : IJournalDatabase
{
    private readonly ConnectionEpoch _epoch = new();

    public int Writers => options.Journal.Writers;

    public bool Blocks => false;

    public IWriteSession CreateWriter() => new PostgresWriteSession(options, _epoch);

    public IReadSession CreateReader() => new PostgresReadSession(options, _epoch);

    /// <remarks>21: two rows beside the journal had one id. 22: a value does not fit. 23: a constraint. 54: a limit of the server. 40: the transaction was rolled back.</remarks>
    public GroupFault Classify(Exception exception) => exception is not PostgresException { SqlState: var state }
        ? GroupFault.Database
        : state[..2] switch
        {
            "21" or "22" or "23" or "54" => GroupFault.Row,
            "40" => GroupFault.Clash,
            _ => GroupFault.Database,
        };
}
