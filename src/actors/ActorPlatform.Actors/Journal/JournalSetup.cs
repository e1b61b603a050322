using ActorPlatform.Actors.Storage.Configuration;
using ActorPlatform.Actors.Storage.Journal;
using Akka.Actor;
using Akka.Actor.Setup;
using Microsoft.Extensions.Logging;

namespace ActorPlatform.Actors.Journal;

/// <summary>What the journal needs beside its HOCON, handed to the actor system when it is made.</summary>
public sealed class JournalSetup(StorageOptions options, TimeProvider time, ILoggerFactory logs) : Setup
{
    public StorageOptions Options => options;

    public TimeProvider Time => time;

    public ILoggerFactory Logs => logs;

    internal IJournalDatabase CreateDatabase() => JournalDatabases.Create(options);

    internal static JournalSetup Of(ActorSystem system) => system.Settings.Setup.Get<JournalSetup>() is { HasValue: true, Value: var setup }
        ? setup
        : throw new InvalidOperationException($"The actor system was made without {nameof(JournalSetup)}; use WithActorPlatformPersistence.");
}
