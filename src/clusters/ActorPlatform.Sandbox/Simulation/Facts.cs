namespace ActorPlatform.Sandbox.Simulation;

/// <summary>Habits of real clusters that surprise; each can be switched while the cluster runs.</summary>
internal sealed record Facts
{
    /// <summary>Ended applications that the ResourceManager remembers; a forgotten id that is posted again runs again.</summary>
    public int CompletedRemembered { get; init; } = 1000;

    /// <summary>How long an ended job's JobManager waits for the reader of a savepoint's result, ms; 0: it does not wait.</summary>
    public long ResultHeld { get; init; } = 300_000;

    /// <summary>Whether a job that finishes, also by a stop with a savepoint, deletes its retained checkpoints.</summary>
    public bool StopDeletesCheckpoints { get; init; } = true;

    /// <summary>Whether 2 to 8 checkpoints count as failed before the tasks run.</summary>
    public bool FailedAtStart { get; init; } = true;

    /// <summary>The facts with some changed; null with the reason when a value is none.</summary>
    public Facts? With(IEnumerable<KeyValuePair<string, string>> changes, out string? problem)
    {
        problem = null;
        var facts = this;
        foreach (var (key, value) in changes)
        {
            var number = FlinkText.Milliseconds(value);
            var flag = bool.TryParse(value, out var parsed) ? parsed : (bool?)null;
            var changed = key switch
            {
                "completed-remembered" when number is >= 0 and < int.MaxValue => facts with { CompletedRemembered = (int)number },
                "result-held" when number is not null => facts with { ResultHeld = number.Value },
                "stop-deletes-checkpoints" when flag is not null => facts with { StopDeletesCheckpoints = flag.Value },
                "failed-at-start" when flag is not null => facts with { FailedAtStart = flag.Value },
                _ => null,
            };
            if (changed is null)
            {
                problem = $"{key}={value}: known are completed-remembered (a number), result-held (a duration), stop-deletes-checkpoints and failed-at-start (true or false).";
                return null;
            }

            facts = changed;
        }

        return facts;
    }
}
