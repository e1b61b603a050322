using ActorPlatform.Jobs;
using ActorPlatform.Jobs.Retry;
using ActorPlatform.Jobs.Specs;

namespace ActorPlatform.Domain.Tests.Jobs;

public sealed class EnumNamesTests
{
    [Fact]
    public void Of_SeveralWords_JoinsThemByUnderscore() => EnumNames.Of(JobPhase.BackingOff).ShouldBe("BACKING_OFF");

    [Theory]
    [InlineData("BACKINGOFF")]
    [InlineData("backing_off")]
    [InlineData("6")]
    [InlineData("")]
    public void Find_AnotherNotation_IsRefused(string name) => EnumNames.Find<JobPhase>(name).ShouldBeNull();

    [Fact]
    public void FailureClasses_EveryClass_IsNamedAsTheContractHasIt() =>
        FailureClasses.All.Order().ShouldBe(["INFRASTRUCTURE", "RESOURCES", "RESTORE", "SUBMISSION", "UNKNOWN", "USER_CODE"]);

    [Fact]
    public void Find_EveryName_GivesItsValueBack()
    {
        foreach (var value in Enum.GetValues<FailureClass>())
            EnumNames.Find<FailureClass>(EnumNames.Of(value)).ShouldBe(value);
    }
}
