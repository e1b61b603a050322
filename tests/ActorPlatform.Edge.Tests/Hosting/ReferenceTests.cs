using System.Text.RegularExpressions;
using ActorPlatform.Actors.Configuration;
using ActorPlatform.Api;
using ActorPlatform.Edge.Tests.Architecture;
using ActorPlatform.Hocon.Binding;
using ActorPlatform.Hocon.Configuration;
using ActorPlatform.Hosting.Configuration;
using ActorPlatform.Yarn;
using Akka.Configuration;
using Microsoft.Extensions.Configuration;

namespace ActorPlatform.Edge.Tests.Hosting;

/// <summary>hocon/reference.conf and the options classes say the same: every key, with its default.</summary>
public sealed partial class ReferenceTests
{
    private const string Engine = "actorplatform";
    private const string Http = "actorplatform.http";

    /// <summary>What is an example in the file, because it has no default.</summary>
    private static readonly string[] s_examples =
    [
        "actorplatform.clusters.a.resource-managers", "actorplatform.clusters.a.application-classpath", "actorplatform.clusters.a.hdfs.name-nodes", "actorplatform.clusters.a.hdfs.uri",
        "actorplatform.pairs.main.clusters",
    ];

    [Fact]
    public void Reference_EveryKey_IsKnown()
    {
        var configuration = Read(Uncommented());

        HoconBinder.Bind(configuration, Engine, new ActorPlatformOptions(), ["http"]).Select(p => p.ToString()).ShouldBeEmpty();
        HoconBinder.Bind(configuration, Http, new ApiOptions(), []).Select(p => p.ToString()).ShouldBeEmpty();
    }

    [Fact]
    public void Reference_EveryOption_StandsThereWithItsDefault()
    {
        var text = Uncommented();
        var configuration = Read(text);
        var defaults = new ActorPlatformOptions { Clusters = { ["a"] = new ClusterOptions() }, Pairs = { ["main"] = new PairOptions() } };

        var options = OptionLeaf.Of(defaults, Engine).Concat(OptionLeaf.Of(new ApiOptions(), Http));

        options.Where(o => !s_examples.Contains(o.Path)).Select(o => o.Differs(configuration, text)).Where(d => d is not null).ShouldBeEmpty();
    }

    [Fact]
    public void Reference_EveryKey_SaysWhatItMeans() => Unexplained(Repository.Read("hocon/reference.conf")).ShouldBeEmpty();

    [Theory]
    [InlineData("a = 1", 1)]
    [InlineData("a = 1  # what it is", 0)]
    [InlineData("# What it is.\na = 1", 0)]
    [InlineData("# What it is.\na = 1\nb = 2", 1)]
    public void Unexplained_KeyWithoutAWord_IsFound(string text, int count) => Unexplained(text).Count().ShouldBe(count);

    [Fact]
    public void Reference_AsItStands_IsAConfiguration()
    {
        var (options, problems) = ConfigurationReader.Find(Read(Repository.Read("hocon/reference.conf")));

        problems.ShouldBeEmpty();
        options.Clusters.ShouldBeEmpty();
    }

    /// <summary>What HTTP takes can be sent between nodes: a state holds two specifications at most, and JSON writes six bytes for one at most.</summary>
    [Fact]
    public void Frame_OfAkka_HoldsAStateWithTheLargestSpecifications() => ConfigurationFactory.ParseString(AkkaSettings.Read())
        .GetByteSize("akka.remote.dot-netty.tcp.maximum-frame-size").ShouldNotBeNull().ShouldBeGreaterThanOrEqualTo(13 * new ApiOptions().MaxBodyBytes);

    [Fact]
    public void Differs_OptionWithAnotherDefaultOrWithoutAKey_IsFound()
    {
        var configuration = Read("actorplatform.http { max-depth = 17 }");

        OptionLeaf.Of(new ApiOptions(), Http).Single(o => o.Path == $"{Http}.max-depth").Differs(configuration, "").ShouldNotBeNull().ShouldContain("17");
        OptionLeaf.Of(new ApiOptions(), Http).Single(o => o.Path == $"{Http}.max-waiting").Differs(configuration, "").ShouldNotBeNull().ShouldContain("missing");
    }

    /// <summary>Keys with a value and no comment, neither behind them nor above.</summary>
    private static IEnumerable<string> Unexplained(string text)
    {
        var lines = text.Split('\n');
        return lines.Where((line, i) => KeyLine().IsMatch(line) && !line.Contains('#', StringComparison.Ordinal) && (i == 0 || !lines[i - 1].TrimStart().StartsWith('#')));
    }

    /// <summary>The file with the examples of named things as if they stood there.</summary>
    private static string Uncommented() => Example().Replace(Repository.Read("hocon/reference.conf"), "    ${line}");

    private static IConfigurationRoot Read(string text) =>
        new ConfigurationBuilder().AddHoconText(text, new HoconConfigurationOptions { MapPaths = HoconMapPaths.Of(typeof(ActorPlatformOptions), Engine) }, "reference.conf").Build();

    [GeneratedRegex(@"^    # (?<line>(?:  )*(?:[\w-]+ (?:=|\{)|\}).*)$", RegexOptions.Multiline, 1000)]
    private static partial Regex Example();

    [GeneratedRegex(@"^\s*[\w-]+ = ", RegexOptions.None, 1000)]
    private static partial Regex KeyLine();
}
