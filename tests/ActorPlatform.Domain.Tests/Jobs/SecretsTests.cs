using System.Text.Json.Nodes;
using ActorPlatform.Jobs;

namespace ActorPlatform.Domain.Tests.Jobs;

/// <summary>What is taken for a secret, and what is not.</summary>
public sealed class SecretsTests
{
    [Theory]
    [InlineData("--password hunter2 --rate 100", "--password *** --rate 100")]
    [InlineData("--db.password=hunter2 --rate 100", "--db.password=*** --rate 100")]
    [InlineData("Host=db;Username=ap;Password=hunter2;Database=x", "Host=db;Username=ap;Password=***;Database=x")]
    [InlineData("Password=two words;Host=db", "Password=***;Host=db")]
    [InlineData("'Host=db;Password = two words' does not answer", "'Host=db;Password =***' does not answer")]
    [InlineData("password: hunter2", "password: ***")]
    [InlineData("\"api-key\": \"hunter2\", \"a\": 1", "\"api-key\": \"***\", \"a\": 1")]
    [InlineData("s3.secret-key = hunter2", "s3.secret-key = ***")]
    [InlineData("jdbc:mysql://ap:hunter2@db:3306/x", "jdbc:mysql://ap:***@db:3306/x")]
    [InlineData("http://h/?token=hunter2&a=1", "http://h/?token=***&a=1")]
    [InlineData("AWS_SECRET_ACCESS_KEY=hunter2", "AWS_SECRET_ACCESS_KEY=***")]
    public void Hide_NamedSecret_IsReplaced(string text, string expected) => Secrets.Hide(text).ShouldBe(expected);

    [Theory]
    [InlineData("Run 4 is prepared on a, after a failure: http://rm1:8088/cluster/app/application_1_2 does not answer")]
    [InlineData("hdfs://nameservice-a/flink/savepoints/x")]
    [InlineData("--rate 100 --topic passengers")]
    [InlineData("")]
    public void Hide_TextWithoutSecrets_StaysAsItIs(string text) => Secrets.Hide(text).ShouldBe(text);

    [Fact]
    public void HideJson_OfASpec_HidesArgumentsAndOptions()
    {
        const string Json = """{"spec":{"args":["--rate","100","--password","hunter2","--api-key=hunter3"],"flinkConfig":{"s3.secret-key":"hunter4","parallelism.default":"2"},"target":{"cluster":"a"}},"run":4}""";

        JsonNode.DeepEquals(JsonNode.Parse(Secrets.HideJson(Json)), JsonNode.Parse(
            """{"spec":{"args":["--rate","100","--password","***","--api-key=***"],"flinkConfig":{"s3.secret-key":"***","parallelism.default":"2"},"target":{"cluster":"a"}},"run":4}""")).ShouldBeTrue(Secrets.HideJson(Json));
    }

    [Fact]
    public void HideJson_WithoutSecrets_IsTheSameText()
    {
        const string Json = """{ "a": [1, null, true, {"b": "x"}] }""";

        Secrets.HideJson(Json).ShouldBe(Json);
    }

    /// <summary>Whatever stands there: it ends, and in time.</summary>
    [Theory]
    [InlineData("password=", 200_000)]
    [InlineData("password\"'=:", 50_000)]
    [InlineData("-password.", 50_000)]
    [InlineData("a.-", 100_000)]
    [InlineData("://a:", 50_000)]
    public void Hide_LongOddText_Ends(string piece, int times) => Should.NotThrow(() => Secrets.Hide(string.Concat(Enumerable.Repeat(piece, times)) + " secret"));
}
