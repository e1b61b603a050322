namespace ActorPlatform.Jobs.RestorePoints;

/// <summary>A start from a restore point that its caller chose. Newer points of older runs were passed over by that choice: no retry takes them.</summary>
/// <param name="Run">The run that was started so; points that it and later runs made come first.</param>
/// <param name="Point">The point; it comes next, and then older ones.</param>
/// <param name="CompletedAt">When the point was completed, UTC.</param>
public sealed record NamedStart(int Run, RestorePointId Point, DateTimeOffset CompletedAt)
{
    /// <summary>Whether the choice left a point in the reckoning.</summary>
    public bool Counts(RestorePoint point, int freshSince) =>
        point.Run >= Run || point.Id == Point || (point.Run >= freshSince && point.CompletedAt <= CompletedAt);
}
