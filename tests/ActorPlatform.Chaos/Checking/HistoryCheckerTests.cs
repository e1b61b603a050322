using static ActorPlatform.Chaos.Checking.GoodHistory;

namespace ActorPlatform.Chaos.Checking;

/// <summary>The checker finds each fault that it is there for, and none in a good history.</summary>
public sealed class HistoryCheckerTests
{
    [Fact]
    public void Check_GoodHistory_FindsNothing() => HistoryChecker.Check(Create()).ShouldBeEmpty();

    [Fact]
    public void Check_UnknownThatWasDoneOrNot_FindsNothing()
    {
        Attempt[] unknown = [Attempt(1, 2, Outcome.Unknown, "0")];

        HistoryChecker.Check(Create() with { Attempts = unknown }).ShouldBeEmpty();
        HistoryChecker.Check(Without(2) with { Attempts = unknown }).ShouldBeEmpty();
    }

    [Fact]
    public void Check_RefusedAfterAnUnknownOne_StaysPossible() =>
        HistoryChecker.Check(Create() with { Attempts = [Attempt(1, 2, Outcome.Unknown, "0"), Attempt(3, 4, Outcome.Refused, "409 x")] }).ShouldBeEmpty();

    [Fact]
    public void Check_SequenceMissing_IsI1() => ShouldFind("I1", Create() with { Journal = [.. Create().Journal.Where(row => row.Sequence != 3)] });

    [Fact]
    public void Check_SequenceTwice_IsI1() => ShouldFind("I1", WithRows(Row(5, W3) with { Commit = "other" }));

    [Fact]
    public void Check_DurableRowReplaced_IsI1() => ShouldFind("I1", Create() with { Seen = [Row(2, W1) with { Commit = "other" }] });

    [Fact]
    public void Check_DurableRowGone_IsI1() => ShouldFind("I1", Create() with { Seen = [Row(6, W3)] });

    [Fact]
    public void Check_NoClaimAtFirst_IsI2() => ShouldFind("I2", Create() with { Journal = [Row(1, W1), .. Create().Journal.Skip(1)] });

    [Fact]
    public void Check_FormerOwnerAfterTheNextClaim_IsI2() => ShouldFind("I2", WithRows(Row(6, W2)));

    [Fact]
    public void Check_FormerActorOfTheSameIncarnation_IsI2() =>
        ShouldFind("I2", Create() with { Journal = [.. Create().Journal.Take(3), Row(4, W1), Row(5, W1)] });

    [Fact]
    public void Check_FormerOwnerClaimsAgain_IsI2() => ShouldFind("I2", WithRows(Row(6, W1, claim: 1)));

    [Fact]
    public void Check_WriterOfTwoIncarnations_IsI2() => ShouldFind("I2", WithRows(Row(6, W3, claim: 3)));

    [Fact]
    public void Check_NextIncarnationWithoutAClaim_IsI2() => ShouldFind("I2", Create() with { Journal = [.. Create().Journal.Take(3), Row(4, W3), Row(5, W3)] });

    [Fact]
    public void Check_CommitAfterAnActOfTheNextOwner_IsI2() => ShouldFind("I2", WithTurns(Turn(S1, 0, 1), Turn(S2, 2, 3, 2)));

    [Fact]
    public void Check_ActOfTheFormerOwnerAfterTheNextClaim_IsI2() => ShouldFind("I2", WithTurns(Turn(S1, 0, 13, 13)) with { Journal = [.. Create().Journal.Take(4), Row(14, W3) with { Sequence = 5 }] });

    [Fact]
    public void Check_PollOfTheFormerOwnerAfterTheNextOne_IsI2() => ShouldFind("I2", WithTurns(Turn(S1, 0, 11), Turn(S2, 12, 13), Turn(S1, 14, 14)));

    [Fact]
    public void Check_FormerOwnerPollsAnotherApplicationOfTheJob_IsI2() =>
        ShouldFind("I2", Create() with { Applications = [Application("a1", 1, 0, 10) with { Turns = [Turn(S1, 0, 15)] }, Application("a2", 2, 10, null) with { Turns = [Turn(S2, 12, 20)] }] });

    [Fact]
    public void Check_ComesBackWithAClaim_FindsNothing()
    {
        JournalRow[] back = [Row(30, S1 + "-9", claim: 1) with { Sequence = 6 }];

        HistoryChecker.Check(WithTurns(Turn(S1, 0, 11), Turn(S2, 12, 13), Turn(S1, 31, 31)) with { Journal = [.. Create().Journal, .. back] }).ShouldBeEmpty();
    }

    [Fact]
    public void Check_AskedBeforeItClaimedAndDied_FindsNothing() => HistoryChecker.Check(WithTurns(Turn(S1, 0, 5), Turn("000000000009", 6, 7), Turn(S1, 8, 8), Turn(S2, 12, 13))).ShouldBeEmpty();

    [Fact]
    public void Check_AcknowledgedIsNotInTheJournal_IsI3() => ShouldFind("I3", Without(2));

    [Fact]
    public void Check_AcknowledgedBeforeAPromotionWhoseStandbyLackedIt_FindsNothing() =>
        HistoryChecker.Check(Without(2) with { Promotions = [new Promotion(StoppedAt: 10, Kept: [Row(1, W1, claim: 1)])] }).ShouldBeEmpty();

    [Fact]
    public void Check_AcknowledgedAndOnTheStandby_IsI3() => ShouldFind("I3", Without(2) with { Promotions = [new Promotion(StoppedAt: 10, Kept: Create().Journal)] });

    [Fact]
    public void Check_AcknowledgedAfterThePromotion_IsI3() => ShouldFind("I3", Without(2) with { Promotions = [new Promotion(StoppedAt: 2, Kept: [])] });

    [Fact]
    public void Check_CommandTwiceInTheJournal_IsI3() =>
        ShouldFind("I3", WithRows(Row(6, W3, command: CommandRules.CommandIdOf(Job, Key), message: $"\"{Answer}\"")));

    [Fact]
    public void Check_UnknownCommandTwiceInTheJournal_IsI3() =>
        ShouldFind("I3", WithRows(Row(6, W3, command: CommandRules.CommandIdOf(Job, Key))) with { Attempts = [] });

    [Fact]
    public void Check_RepetitionGetsAnotherAnswer_IsI3() => ShouldFind("I3", WithAttempts(Attempt(7, 8, Outcome.Acknowledged, "op-2")));

    [Fact]
    public void Check_RepetitionIsRefused_IsI3() => ShouldFind("I3", WithAttempts(Attempt(7, 8, Outcome.Refused, "409 x")));

    [Fact]
    public void Check_CommitHasAnotherAnswer_IsI3() =>
        ShouldFind("I3", Create() with { Journal = [.. Create().Journal.Select(row => row.Sequence == 2 ? row with { Message = "\"op-2\"" } : row)] });

    [Fact]
    public void Check_OnlyRefusedAndInTheJournal_IsI3() => ShouldFind("I3", Create() with { Attempts = [Attempt(1, 2, Outcome.Refused, "409 x")] });

    [Fact]
    public void Check_FaultAnswered_IsI3() => ShouldFind("I3", WithAttempts(Attempt(1, 2, Outcome.Fault, "500")));

    [Fact]
    public void Check_RunGivenAgainAfterItWentWithATail_FindsNothing() => HistoryChecker.Check(WithRunGivenAgain() with { Promotions = [new Promotion(StoppedAt: 3, Kept: [])] }).ShouldBeEmpty();

    [Fact]
    public void Check_RunGivenAgainWithoutAPromotion_IsI4() => ShouldFind("I4", WithRunGivenAgain());

    [Fact]
    public void Check_LiveOnesOfALostTailAndOfNow_IsI4() => ShouldFind(
        "I4", WithRunGivenAgain() with { Promotions = [new Promotion(StoppedAt: 3, Kept: [])], Applications = [Application("a1", 1, 0, 12), Application("a2", 1, 10, null)] });

    [Fact]
    public void Check_TwoRunsAtOneTime_IsI4() => ShouldFind("I4", Create() with { Applications = [Application("a1", 1, 0, 11), Application("a2", 2, 10, null)] });

    [Fact]
    public void Check_TwoApplicationsOfARun_IsI4() => ShouldFind("I4", Create() with { Applications = [Application("a1", 2, 0, 10), Application("a2", 2, 10, null)] });

    [Fact]
    public void Check_ApplicationLaunchedTwice_IsI4() => ShouldFind("I4", Create() with { Applications = [Application("a2", 2, 0, 9), Application("a2", 2, 10, null)] });

    [Theory]
    [InlineData("KILLED")]
    [InlineData("SUSPENDED")]
    public void Check_AliveAtTheEndWithoutRunning_IsI4(string status) => ShouldFind("I4", WithEnd(end => end with { Jobs = [new JobEnd(Job, status, "a2")] }));

    [Fact]
    public void Check_RunningWithoutAnApplication_IsI4() => ShouldFind("I4", Create() with { Applications = [Application("a1", 1, 0, 10)] });

    [Fact]
    public void Check_OperationNotOver_IsI5() => ShouldFind("I5", WithEnd(end => end with { Operations = [new Operation(Answer, Job, "RUNNING")] }));

    [Fact]
    public void Check_JobInATransientStatus_IsI5() =>
        ShouldFind("I5", WithEnd(end => end with { Jobs = [new JobEnd(Job, "STARTING", null)] }) with { Applications = [] });

    [Fact]
    public void Check_JobDoesNotAnswer_IsI8() => ShouldFind("I8", WithEnd(end => end with { Reached = [new Reach(Job, "n2", 503)] }));

    private static void ShouldFind(string invariant, History history) => HistoryChecker.Check(history).Select(violation => violation.Invariant).Distinct().ShouldBe([invariant]);

    private static History WithRows(params JournalRow[] rows) => Create() with { Journal = [.. Create().Journal, .. rows] };

    private static History WithAttempts(params Attempt[] attempts) => Create() with { Attempts = [.. Create().Attempts, .. attempts] };

    private static History WithEnd(Func<EndOfRun, EndOfRun> change) => Create() with { End = change(Create().End!) };

    // Its command is taken out, its number not.
    private static History WithRunGivenAgain() => Create() with
    {
        Applications = [Application("a1", 1, 0, 10), Application("a2", 1, 10, null)],
        Journal = [.. Create().Journal.Select(row => row.Sequence switch { 3 => row with { Message = "{\"$\":\"stray-seen\",\"application\":\"a1\"}" }, 5 => row with { Message = "\"a2\"" }, _ => row })],
    };

    private static History WithTurns(params Turn[] turns) => Create() with { Applications = [Create().Applications[0] with { Turns = [] }, Create().Applications[1] with { Turns = turns }] };

    private static History Without(long sequence) =>
        Create() with { Journal = [.. Create().Journal.Select(row => row.Sequence == sequence ? row with { CommandId = null } : row)] };
}
