using DbUp.Builder;
using DbUp.Engine;
using Microsoft.Extensions.Logging;

namespace ActorPlatform.Actors.Storage.Schema;

/// <summary>Runs the numbered scripts of one database that have not run there yet, each in its own transaction.</summary>
internal sealed class Migrator(ILoggerFactory logs)
{
    /// <summary>The table that notes what has run.</summary>
    public const string Table = "schema_version";

    /// <param name="target">A builder that knows the database and its table of scripts.</param>
    /// <param name="folder">Of the scripts, below <c>Schema</c>.</param>
    /// <exception cref="StorageSchemaException">A script failed, or the database has scripts that this program does not know.</exception>
    public void Run(UpgradeEngineBuilder target, string folder)
    {
        var prefix = $"{typeof(Migrator).Namespace}.{folder}.";
        var engine = target
            .WithScriptsEmbeddedInAssembly(typeof(Migrator).Assembly, name => name.StartsWith(prefix, StringComparison.Ordinal))
            .WithTransactionPerScript()
            .WithVariablesDisabled()
            .LogTo(logs.CreateLogger<Migrator>())
            .Build();
        Check(engine);

        var result = engine.PerformUpgrade();
        if (!result.Successful)
        {
            throw new StorageSchemaException(
                $"Migration {result.ErrorScript?.Name ?? "(before the first script)"} failed: {result.Error?.Message} Earlier scripts stand, this one was rolled back. " +
                "Mend the cause and start again.",
                result.Error);
        }
    }

    private static void Check(UpgradeEngine engine)
    {
        if (!engine.TryConnect(out var error))
        {
            throw new StorageSchemaException($"The database cannot be reached: {error} Nothing was changed. Check actorplatform.storage and that the database runs.");
        }

        if (engine.GetExecutedButNotDiscoveredScripts() is { Count: > 0 } unknown)
        {
            throw new StorageSchemaException(
                $"The database was written by a newer version ({string.Join(", ", unknown)} is not known here). Nothing was changed. Start that version or a newer one.");
        }
    }
}
