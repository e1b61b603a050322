using System.Data.Common;

namespace ActorPlatform.Actors.Storage.Connections;

/// <summary>Connections to one database, with every setting applied; the only place where connections of the stores are opened.</summary>
internal interface IDatabase : IAsyncDisposable
{
    /// <summary>An open connection; disposing it gives it back.</summary>
    Task<DbConnection> OpenAsync(CancellationToken cancellationToken);

    /// <summary>Adds a list of texts as one parameter; null stands for no list.</summary>
    void AddTexts(DbCommand command, string name, IReadOnlyCollection<string>? texts);
}
