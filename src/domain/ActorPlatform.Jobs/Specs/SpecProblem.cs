namespace ActorPlatform.Jobs.Specs;

/// <summary>What is wrong with one field of a spec.</summary>
/// <param name="Path">The field as its writer named it: <c>target.cluster</c>, <c>args[2]</c>.</param>
/// <param name="Message">The value and what is allowed.</param>
/// <param name="Code">Stable and dotted; a code of its own where a program may react to it.</param>
public sealed record SpecProblem(string Path, string Message, string Code = SpecProblem.Invalid)
{
    /// <summary>The code of a value that is merely wrong.</summary>
    public const string Invalid = "spec.invalid";

    /// <summary>The type exists, but this version cannot run it.</summary>
    public const string TypeNotSupported = "spec.type-not-supported";

    /// <summary>The mode exists, but this version cannot run it.</summary>
    public const string ModeNotSupported = "spec.mode-not-supported";

    /// <summary>The cluster is not configured.</summary>
    public const string ClusterUnknown = "spec.cluster-unknown";
}
