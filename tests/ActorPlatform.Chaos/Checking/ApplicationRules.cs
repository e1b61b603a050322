namespace ActorPlatform.Chaos.Checking;

/// <summary>I4: who lives in the outside world.</summary>
internal static class ApplicationRules
{
    public static IEnumerable<Violation> Check(History history)
    {
        // Stricter than "per run", which it holds too: with clocks that agree and posts that come within their lateness, two runs of a job never live at one time.
        foreach (var job in history.Applications.Where(application => application.From is not null).GroupBy(application => application.Job))
        {
            var lives = job.OrderBy(application => application.From).ToList();
            for (var i = 1; i < lives.Count; i++)
                for (var before = 0; before < i; before++)
                    if (lives[before].Until is null || lives[before].Until > lives[i].From)
                        yield return new("I4", $"{job.Key}: {Describe(lives[before])} and {Describe(lives[i])} lived at one time.");
        }

        foreach (var twice in history.Applications.GroupBy(application => application.Id).Where(same => same.Count() > 1))
            yield return new("I4", $"Application {twice.Key} was launched {twice.Count()} times.");

        foreach (var run in history.Applications.Where(application => application.From is not null).GroupBy(application => (application.Job, application.Run)))
            if (run.Count(application => !LostTails.IsForgotten(application, history)) > 1)
                yield return new("I4", $"{run.Key.Job} run {run.Key.Run} had applications {string.Join(", ", run.Select(Describe))}.");

        foreach (var job in history.End?.Jobs ?? [])
        {
            var live = history.Applications.Where(application => application.Job == job.Job && application.From is not null && application.Until is null).Select(application => application.Id).ToList();
            string[] expected = job is { Status: "RUNNING", Application: { } application } ? [application] : [];
            if (!live.SequenceEqual(expected))
                yield return new("I4", $"{job.Job} is {job.Status} at the end, with [{string.Join(", ", live)}] alive instead of [{string.Join(", ", expected)}].");
        }
    }

    private static string Describe(Application application) => $"{application.Id} (run {application.Run}, {application.From:HH:mm:ss.fff} to {application.Until:HH:mm:ss.fff})";
}
