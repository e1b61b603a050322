namespace ActorPlatform.Chaos.Checking;

/// <summary>I5 and I8: some time after the last fault all is done, and everybody answers.</summary>
internal static class EndRules
{
    private static readonly HashSet<string> s_resting = ["DEFINED", "RUNNING", "SUSPENDED", "KILLED", "FAILED", "FINISHED", "RETIRED"];

    public static bool IsResting(JobEnd job) => s_resting.Contains(job.Status);

    public static bool IsOver(Operation operation) => operation.State is "SUCCEEDED" or "FAILED";

    public static IEnumerable<Violation> Check(EndOfRun end)
    {
        foreach (var operation in end.Operations.Where(operation => !IsOver(operation)))
            yield return new("I5", $"Operation {operation.Id} of {operation.Job} is {operation.State} at the end.");
        foreach (var job in end.Jobs.Where(job => !IsResting(job)))
            yield return new("I5", $"{job.Job} is {job.Status} at the end.");
        foreach (var reach in end.Reached.Where(reach => reach.Status != 200))
            yield return new("I8", $"{reach.Job} is answered {reach.Status} by {reach.Node} after the faults.");
    }
}
