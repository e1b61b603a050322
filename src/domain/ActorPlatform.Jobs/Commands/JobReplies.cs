using ActorPlatform.Behaviors;

namespace ActorPlatform.Jobs.Commands;

/// <summary>The job is defined.</summary>
/// <param name="Created">False when it was there already with the same spec.</param>
public sealed record JobDefinedReply(JobId Job, int SpecVersion, bool Created) : Reply;

/// <summary>The spec was changed.</summary>
public sealed record SpecChangedReply(int SpecVersion) : Reply;
