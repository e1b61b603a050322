using ActorPlatform.Hdfs;

namespace ActorPlatform.Clusters.Tests.Hdfs;

public sealed class HdfsPathTests
{
    [Theory]
    [InlineData("/a/b", "/a/b", "")]
    [InlineData("hdfs:/a/b", "/a/b", "")]
    [InlineData("hdfs:///a//b/", "/a/b", "")]
    [InlineData("hdfs://nn:8020/a/b", "/a/b", "nn:8020")]
    [InlineData("hdfs://nameservice/", "/", "nameservice")]
    public void TryParse_OfAPath_TakesItApart(string text, string value, string authority)
    {
        HdfsPath.TryParse(text, out var path, out var found).ShouldBeTrue();

        path.Value.ShouldBe(value);
        found.ShouldBe(authority);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a/b")]
    [InlineData("s3://bucket/a")]
    [InlineData("file:///a")]
    [InlineData("hdfs://nn:8020")]
    [InlineData("/a/../b")]
    public void TryParse_OfAnythingElse_IsFalse(string text) => HdfsPath.TryParse(text, out _, out _).ShouldBeFalse();

    [Theory]
    [InlineData("hdfs://127.0.0.1:21000/flink/savepoints/savepoint-e2", "hdfs:///flink/savepoints/savepoint-e2")]
    [InlineData("hdfs:/flink/checkpoints/x/chk-2", "hdfs:///flink/checkpoints/x/chk-2")]
    [InlineData("s3://bucket/x", "s3://bucket/x")]
    public void StripAuthority_OfALocation_KeepsWhatItMeans(string location, string plain) => HdfsPath.StripAuthority(location).ShouldBe(plain);

    [Fact]
    public void Parent_AndUnder_GoUpAndDown()
    {
        var path = HdfsPath.Of("/a/b");

        path.Parent.Value.ShouldBe("/a");
        path.Parent.Parent.Value.ShouldBe("/");
        path.Under("c/d").On("hdfs://nn:1/").ShouldBe("hdfs://nn:1/a/b/c/d");
        Should.Throw<FormatException>(() => path.Under("../c"));
    }
}
