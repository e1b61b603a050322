using ActorPlatform.Actors.Storage;
using ActorPlatform.Actors.Storage.Configuration;

namespace ActorPlatform.Actors.Tests.Storage;

public sealed class StorageOptionsTests
{
    [Fact]
    public void FindProblems_Defaults_FindsNone() => StorageOptionsCheck.FindProblems(new StorageOptions()).ShouldBeEmpty();

    [Fact]
    public void FindProblems_SeveralWrong_NamesEachKey()
    {
        var options = new StorageOptions
        {
            Provider = StorageProvider.Postgres,
            CommandTimeout = TimeSpan.Zero,
            Postgres = { Schema = "Robert'); DROP TABLE journal;--", PoolSize = 0 },
            Journal = { WriteGroup = 0 },
        };

        var problems = StorageOptionsCheck.FindProblems(options);

        problems.Count.ShouldBe(5);
        problems.ShouldContain(problem => problem.Contains("actorplatform.storage.postgres.connection-string"));
        Should.Throw<StorageOptionsException>(() => StorageOptionsCheck.ThrowIfInvalid(options)).Message.ShouldContain("WriteGroup");
    }

    [Theory]
    [InlineData("Username=x")]
    [InlineData("this is no connection string")]
    public void FindProblems_ConnectionStringWithoutSense_IsFound(string text) =>
        StorageOptionsCheck.FindProblems(new StorageOptions { Provider = StorageProvider.Postgres, Postgres = { ConnectionString = text } }).ShouldHaveSingleItem();
}
