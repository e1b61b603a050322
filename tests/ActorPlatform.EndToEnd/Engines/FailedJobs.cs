namespace ActorPlatform.EndToEnd.Engines;

/// <summary>What a failed job has to tell.</summary>
internal static class FailedJobs
{
    /// <param name="summary">Part of what is said in plain words.</param>
    /// <param name="rootCause">Part of what lies behind it.</param>
    public static void ShouldHaveFailed(this ApiAnswer job, string @class, string summary, string rootCause)
    {
        var failure = job.Body!["failure"].ShouldNotBeNull(job.Raw);
        failure["class"]!.GetValue<string>().ShouldBe(@class, job.Raw);
        failure["summary"]!.GetValue<string>().ShouldContain(summary, Case.Sensitive, job.Raw);
        failure["rootCause"].ShouldNotBeNull(job.Raw).GetValue<string>().ShouldContain(rootCause, Case.Sensitive, job.Raw);
        failure["evidence"].ShouldNotBeNull(job.Raw);
    }
}
