using System.Text.Json.Serialization;

namespace ActorPlatform.Sandbox.Simulation;

/// <summary>Something that was asked of a cluster and changed it; the log holds all of them, and replaying it makes the same cluster again.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "do")]
[JsonDerivedType(typeof(StartManager), "start-manager")]
[JsonDerivedType(typeof(HandOutId), "hand-out-id")]
[JsonDerivedType(typeof(Submit), "submit")]
[JsonDerivedType(typeof(KillApplication), "kill")]
[JsonDerivedType(typeof(CancelJob), "cancel")]
[JsonDerivedType(typeof(FailJob), "fail")]
[JsonDerivedType(typeof(LoseApplication), "lose")]
[JsonDerivedType(typeof(LoseNode), "lose-node")]
[JsonDerivedType(typeof(TriggerSavepoint), "savepoint")]
[JsonDerivedType(typeof(ReadResult), "read")]
[JsonDerivedType(typeof(KillCluster), "kill-cluster")]
[JsonDerivedType(typeof(StartCluster), "start-cluster")]
[JsonDerivedType(typeof(SetFacts), "facts")]
[JsonDerivedType(typeof(MakeFolder), "mkdirs")]
[JsonDerivedType(typeof(PutFile), "put")]
[JsonDerivedType(typeof(RenameFile), "rename")]
[JsonDerivedType(typeof(DeleteFile), "delete")]
[JsonDerivedType(typeof(SetPermission), "chmod")]
internal abstract record Command
{
    /// <summary>When it came, ms since 1970.</summary>
    public long At { get; init; }
}

/// <param name="Recovery">Ms for which the new ResourceManager does not know yet what it recovers.</param>
internal sealed record StartManager(long Recovery) : Command;

internal sealed record HandOutId : Command;

internal sealed record Submit(JobPlan Plan) : Command;

internal sealed record KillApplication(string Application, string By) : Command;

/// <param name="Number">The application's number.</param>
internal sealed record CancelJob(int Number) : Command;

internal sealed record FailJob(int Number) : Command;

internal sealed record LoseApplication(int Number) : Command;

internal sealed record LoseNode(int Number, long Survives) : Command;

internal sealed record TriggerSavepoint(int Number, string Trigger, string Folder, string Format, bool Stop, bool Drain) : Command;

internal sealed record ReadResult(int Number, string Trigger) : Command;

internal sealed record KillCluster : Command;

internal sealed record StartCluster : Command;

internal sealed record SetFacts(Facts Facts) : Command;

internal sealed record MakeFolder(string Path, string Owner, string Permission) : Command;

/// <param name="Blob">The name of its bytes in the log's folder.</param>
internal sealed record PutFile(string Path, string Owner, string Permission, string Blob, long Length) : Command;

internal sealed record RenameFile(string Path, string To) : Command;

internal sealed record DeleteFile(string Path) : Command;

internal sealed record SetPermission(string Path, string Permission) : Command;

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Command))]
[JsonSerializable(typeof(string))]
internal sealed partial class PlanJson : JsonSerializerContext;
