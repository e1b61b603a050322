using ActorPlatform.Actors.Storage.Configuration;

namespace ActorPlatform.Benchmarks.Engines;

/// <summary>Databases of one kind, made for one run of a benchmark and deleted with it.</summary>
internal interface IDatabases : IAsyncDisposable
{
    string Name { get; }

    /// <summary>The settings of one of them; made by the engine that first uses them.</summary>
    StorageOptions Open(string database, JournalKind journal);
}
