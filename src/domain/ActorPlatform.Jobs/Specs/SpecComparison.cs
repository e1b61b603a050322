using System.Collections.Immutable;

namespace ActorPlatform.Jobs.Specs;

/// <summary>Compares specs by content; records with collections compare those by reference.</summary>
public static class SpecComparison
{
    /// <summary>True when both mean the same.</summary>
    public static bool Same(JobSpec one, JobSpec other)
    {
        if (ReferenceEquals(one, other)) return true;

        // The record compares what is left, a member that comes later too; one that is a collection must be added here.
        var rest = one with
        {
            Labels = other.Labels,
            Args = other.Args,
            FlinkConfig = other.FlinkConfig,
            Retry = one.Retry with { ByClass = other.Retry.ByClass },
        };
        return rest == other
            && Same(one.Labels, other.Labels)
            && one.Args.AsSpan().SequenceEqual(other.Args.AsSpan())
            && Same(one.FlinkConfig, other.FlinkConfig)
            && Same(one.Retry.ByClass, other.Retry.ByClass);
    }

    private static bool Same<T>(ImmutableSortedDictionary<string, T> one, ImmutableSortedDictionary<string, T> other)
        where T : IEquatable<T>
    {
        if (one.Count != other.Count) return false;
        foreach (var (key, value) in one)
        {
            if (!other.TryGetValue(key, out var twin) || !value.Equals(twin)) return false;
        }

        return true;
    }
}
