using System.Collections.Immutable;
using ActorPlatform.Jobs.Specs;

namespace ActorPlatform.Jobs.Commands;

/// <summary>What the arguments of people's commands have to be, whichever way they come in.</summary>
public static class CommandRules
{
    private const int MaxReason = 1_000;
    private const int MaxRestore = 128;

    /// <summary>Everything that is wrong with the arguments; specs have a validator of their own.</summary>
    public static ImmutableArray<SpecProblem> Check(this JobCommand command)
    {
        var problems = new ProblemCollector();
        switch (command)
        {
            case StartJob { Restore: { } restore }:
                CheckRestore(problems, restore);
                break;
            case RestartJob { Restore: { } restore }:
                CheckRestore(problems, restore);
                break;
            case SaveJob save:
                problems.OneOf("format", save.Format, "CANONICAL", "NATIVE");
                break;
            case KillJob kill:
                if (kill.ConfirmedDead && string.IsNullOrWhiteSpace(kill.Reason))
                    problems.Add("reason", "is missing: who confirms a death without proof says how they know.");
                if (kill.Reason is { Length: > MaxReason } reason)
                    problems.Add("reason", $"has {reason.Length} characters; at most {MaxReason} are allowed.");
                break;
        }

        return problems.ToImmutable();
    }

    private static void CheckRestore(ProblemCollector problems, string restore)
    {
        if (!SpecValidator.IsId(restore, MaxRestore))
            problems.Add("restore", $"is '{ProblemCollector.Shown(restore)}'; latest, none, or the id of a restore point is expected.");
    }
}
