using ActorPlatform.Actors.Journal;
using ActorPlatform.Actors.Storage.Journal;

namespace ActorPlatform.Actors.Tests.Journal;

public class ReadPageTests
{
    [Theory]
    [InlineData("aaa")]
    [InlineData("abc")]
    [InlineData("abbc")]
    public void Checked_WritersFollowEachOther_IsThePage(string writers) => Page(writers).Checked("job-1").Events.Count.ShouldBe(writers.Length);

    [Theory]
    [InlineData("aba")]
    [InlineData("aabbcca")]
    [InlineData("abcb")]
    public void Checked_AFormerOwnersWriteWasTaken_IsNoJournalToBuildOn(string writers) =>
        Should.Throw<JournalGapException>(() => Page(writers).Checked("job-1")).Message.ShouldContain($"{writers.Length} is of a writer");

    private static ReadPage Page(string writers) =>
        new(0, [.. writers.Select((writer, i) => new JournalEvent(i + 1, 1, "commit", [], writer.ToString(), 0, Deleted: false))], writers.Length);
}
