namespace ActorPlatform.Edge.Tests;

/// <summary>Tests that nothing else may run beside: meters are heard by name in the whole process, whichever host they are of.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
