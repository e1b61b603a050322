namespace ActorPlatform.Jobs.RestorePoints;

/// <summary>Orders Flink's versions as <c>major.minor</c>: state is read by the same or a newer version, never by an older one.</summary>
public static class FlinkVersions
{
    /// <summary>Less than 0 when the first is older; 0 when one of them is no version.</summary>
    public static int Compare(string one, string other) =>
        Version.TryParse(one, out var a) && Version.TryParse(other, out var b) ? (a.Major, a.Minor).CompareTo((b.Major, b.Minor)) : 0;
}
