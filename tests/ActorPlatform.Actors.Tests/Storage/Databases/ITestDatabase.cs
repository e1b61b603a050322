using System.Data.Common;
using ActorPlatform.Actors.Storage.Configuration;

namespace ActorPlatform.Actors.Tests.Storage.Databases;

/// <summary>An empty database for one test.</summary>
public interface ITestDatabase : IAsyncDisposable
{
    /// <summary>What to install when it cannot be had here; null when it can.</summary>
    string? Missing { get; }

    Task<StorageOptions> CreateAsync();

    /// <summary>A session beside the engine's own.</summary>
    Task<DbConnection> OpenAsync();
}
