using System.Collections.Frozen;
using System.Collections.Immutable;
using ActorPlatform.Jobs.Operations;

namespace ActorPlatform.Jobs.Deciding;

/// <summary>What a command of people means in a status: accepted, queued behind the running operation, or rejected with a code.</summary>
/// <param name="Verdict">The verdict.</param>
/// <param name="Code">The code of a rejection.</param>
/// <param name="Meaning">What happens, or what to do instead; read by people.</param>
public sealed record Admission(Verdict Verdict, string? Code, string Meaning);

/// <summary>The verdicts of the table.</summary>
public enum Verdict
{
    /// <summary>Worked on at once.</summary>
    Accepted,

    /// <summary>Queued behind the running operation.</summary>
    Queued,

    /// <summary>Refused; nothing changes.</summary>
    Rejected,
}

/// <summary>The table of every (status, command) pair; docs/state-machine.md is generated from it.</summary>
public static class Admissions
{
    private static readonly JobStatus[] s_resting = [JobStatus.Defined, JobStatus.Suspended, JobStatus.Killed, JobStatus.Failed, JobStatus.Finished];

    /// <summary>What can be asked of a job.</summary>
    public static readonly ImmutableArray<OperationKind> Kinds = [.. Enum.GetValues<OperationKind>().Where(k => k != OperationKind.Batch)];

    private static readonly FrozenDictionary<(JobStatus, OperationKind), Admission> s_table = Build();

    /// <summary>The admission of a command. Every pair has one.</summary>
    public static Admission Of(JobStatus status, OperationKind kind) => s_table[(status, kind)];

    private static FrozenDictionary<(JobStatus, OperationKind), Admission> Build()
    {
        var table = new Dictionary<(JobStatus, OperationKind), Admission>();
        foreach (var kind in Kinds)
        {
            table[(JobStatus.None, kind)] = No("job.not-found", "There is no such job.");
            table[(JobStatus.Retired, kind)] = No("job.retired", "The job was retired; define a new one.");
        }

        Starts(table);
        Suspends(table);
        Kills(table);
        Restarts(table);
        Saves(table);
        Retires(table);
        return table.ToFrozenDictionary();
    }

    private static void Starts(Dictionary<(JobStatus, OperationKind), Admission> table)
    {
        foreach (var status in s_resting)
            table[(status, OperationKind.Start)] = Yes("A new run starts from the restore point of the rule, or the one named.");
        table[(JobStatus.Starting, OperationKind.Start)] = No("job.already-started", "It is starting already.");
        table[(JobStatus.Running, OperationKind.Start)] = No("job.already-started", "It runs already; restart it to begin anew.");
        table[(JobStatus.Restarting, OperationKind.Start)] = Yes("The next run starts now instead of after the back-off.");
        table[(JobStatus.Suspending, OperationKind.Start)] = Later("It starts once the job is suspended.");
        table[(JobStatus.Killing, OperationKind.Start)] = Later("It starts once the job is killed.");
    }

    private static void Suspends(Dictionary<(JobStatus, OperationKind), Admission> table)
    {
        foreach (var status in s_resting)
            table[(status, OperationKind.Suspend)] = No("job.not-running", "Nothing runs.");
        table[(JobStatus.Starting, OperationKind.Suspend)] = Later("It is suspended once it runs.");
        table[(JobStatus.Running, OperationKind.Suspend)] = Yes("It stops with a savepoint.");
        table[(JobStatus.Restarting, OperationKind.Suspend)] = Yes("No further run starts; the newest restore point stays. Nothing runs, so no savepoint is taken.");
        table[(JobStatus.Suspending, OperationKind.Suspend)] = No("job.already-suspending", "It is being suspended already.");
        table[(JobStatus.Killing, OperationKind.Suspend)] = No("job.being-killed", "It is being killed.");
    }

    private static void Kills(Dictionary<(JobStatus, OperationKind), Admission> table)
    {
        foreach (var status in s_resting)
            table[(status, OperationKind.Kill)] = No("job.not-running", "Nothing runs.");
        foreach (var status in new[] { JobStatus.Starting, JobStatus.Running, JobStatus.Suspending })
            table[(status, OperationKind.Kill)] = Yes("Its application is killed; the running operation ends as failed.");
        table[(JobStatus.Restarting, OperationKind.Kill)] = Yes("No further run starts.");
        table[(JobStatus.Killing, OperationKind.Kill)] = No("job.already-killing", "It is being killed already; an operator may confirm that it is dead.");
    }

    private static void Restarts(Dictionary<(JobStatus, OperationKind), Admission> table)
    {
        foreach (var status in s_resting)
            table[(status, OperationKind.Restart)] = No("job.not-running", "Nothing runs; start it.");
        table[(JobStatus.Starting, OperationKind.Restart)] = Later("It is restarted once it runs.");
        table[(JobStatus.Running, OperationKind.Restart)] = Yes("It stops with a savepoint and starts from it, or from the restore point named.");
        table[(JobStatus.Restarting, OperationKind.Restart)] = No("job.not-running", "It waits for its next run; start it to have it at once.");
        table[(JobStatus.Suspending, OperationKind.Restart)] = No("job.already-suspending", "It is being suspended; queue a start.");
        table[(JobStatus.Killing, OperationKind.Restart)] = No("job.being-killed", "It is being killed; queue a start.");
    }

    private static void Saves(Dictionary<(JobStatus, OperationKind), Admission> table)
    {
        foreach (var status in Enum.GetValues<JobStatus>().Except([JobStatus.None, JobStatus.Retired, JobStatus.Running]))
            table[(status, OperationKind.Savepoint)] = No("job.not-running", "A savepoint needs a running job.");
        table[(JobStatus.Running, OperationKind.Savepoint)] = Yes("A savepoint is taken; the job goes on.");
    }

    private static void Retires(Dictionary<(JobStatus, OperationKind), Admission> table)
    {
        foreach (var status in s_resting)
            table[(status, OperationKind.Retire)] = Yes("It is retired; a tombstone keeps the identities of its runs.");
        table[(JobStatus.Restarting, OperationKind.Retire)] = Yes("No further run starts; it is retired.");
        foreach (var status in new[] { JobStatus.Starting, JobStatus.Running, JobStatus.Suspending, JobStatus.Killing })
            table[(status, OperationKind.Retire)] = No("job.run-may-be-alive", "A run may be alive; force kills it first, then retires.");
    }

    private static Admission Yes(string meaning) => new(Verdict.Accepted, null, meaning);

    private static Admission Later(string meaning) => new(Verdict.Queued, null, meaning);

    private static Admission No(string code, string meaning) => new(Verdict.Rejected, code, meaning);
}
