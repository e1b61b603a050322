using System.Text.RegularExpressions;

namespace ActorPlatform.Jobs.Specs;

/// <summary>An uploaded artifact as specs name it: <c>sha256:</c> and 64 hexadecimal digits of its content.</summary>
public static partial class ArtifactName
{
    /// <summary>What such a name begins with.</summary>
    public const string Prefix = "sha256:";

    /// <summary>True when it is such a name.</summary>
    public static bool IsUploaded(string artifact) => Uploaded().IsMatch(artifact);

    [GeneratedRegex(@"\Asha256:[0-9a-f]{64}\z", RegexOptions.None, 1000)]
    private static partial Regex Uploaded();
}
