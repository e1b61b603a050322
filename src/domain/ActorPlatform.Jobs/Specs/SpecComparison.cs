using System.Text.Json;

namespace ActorPlatform.Jobs.Specs;

/// <summary>Compares specs by content; records with collections compare by reference.</summary>
public static class SpecComparison
{
    /// <summary>True when both mean the same.</summary>
    public static bool Same(JobSpec one, JobSpec other) => ReferenceEquals(one, other) || JsonSerializer.Serialize(one) == JsonSerializer.Serialize(other);
}
