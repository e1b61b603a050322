using System.Collections.Immutable;
using ActorPlatform.Jobs.Retry;

namespace ActorPlatform.Jobs.Specs;

/// <summary>The failure classes as specs and answers name them: USER_CODE.</summary>
public static class FailureClasses
{
    /// <summary>All names.</summary>
    public static readonly ImmutableArray<string> All = [.. Enum.GetValues<FailureClass>().Select(NameOf)];

    /// <summary>The name of a class.</summary>
    public static string NameOf(FailureClass value) => EnumNames.Of(value);
}
