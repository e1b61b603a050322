using ActorPlatform.Hocon;
using ActorPlatform.Hocon.Configuration;
using ActorPlatform.Hocon.Conversion;
using Microsoft.Extensions.Configuration;

namespace ActorPlatform.Edge.Tests.Hocon;

public sealed class ConfigurationTests
{
    private static readonly HoconConfigurationOptions _options = new()
    {
        Read = HoconTexts.Options(),
        MapPaths = ["app.clusters.*", "app.clusters.*.flink.*", "app.clusters.*.flink-config.**"],
    };

    private static IConfigurationRoot Build(string text) => new ConfigurationBuilder().AddHoconText(text, _options).Build();

    [Fact]
    public void AddHoconText_KebabKeys_AreFoundWithoutDashes()
    {
        var configuration = Build("app { node { act-deadline = 5s, name = n-1 }, \"quoted-too\" = 1 }");

        configuration["App:Node:ActDeadline"].ShouldBe("5s");
        configuration["APP:NODE:NAME"].ShouldBe("n-1");
        configuration["App:QuotedToo"].ShouldBe("1");
        configuration["app:node:act-deadline"].ShouldBeNull();
    }

    [Fact]
    public void AddHoconText_KeysOfUsers_StayAsTheyAre()
    {
        var configuration = Build("""
            app.clusters.my-first-one {
              resource-managers = ["http://rm-1"]
              flink { "1.20-my" { libs-at = x } }
              flink-config { "taskmanager.memory-fraction" = 0.3, other-map.any-key = 1 }
            }
            """);

        configuration["App:Clusters:my-first-one:ResourceManagers:0"].ShouldBe("http://rm-1");
        configuration["App:Clusters:my-first-one:Flink:1.20-my:LibsAt"].ShouldBe("x");
        configuration["App:Clusters:my-first-one:FlinkConfig:taskmanager.memory-fraction"].ShouldBe("0.3");
        configuration["App:Clusters:my-first-one:FlinkConfig:other-map:any-key"].ShouldBe("1");
    }

    [Theory]
    [InlineData("Upper-Case")]
    [InlineData("with.dot-s")]
    [InlineData("-leading")]
    [InlineData("a--b")]
    public void AddHoconText_KeysThatAreNoKebabWords_StayAsTheyAre(string key) => Build($"app.\"{key}\" = 1")[$"app:{key}"].ShouldBe("1");

    [Fact]
    public void AddHoconText_ListsAndEmptyThings_AreAsTheJsonProviderHasThem()
    {
        var configuration = Build("app { list = [a, { b-c = 1 }, [d]], none = [], empty {}, nothing = null }");

        configuration["app:list:0"].ShouldBe("a");
        configuration["app:list:1:bc"].ShouldBe("1");
        configuration["app:list:2:0"].ShouldBe("d");
        configuration["app:none"].ShouldBe("");
        configuration["app:empty"].ShouldBeNull();
        configuration.GetSection("app").GetChildren().Select(child => child.Key).ShouldBe(["empty", "list", "none", "nothing"]);
    }

    [Fact]
    public void AddHoconText_TwoSpellingsOfOneKey_AreAnErrorWithBothPlaces() =>
        Should.Throw<HoconException>(() => Build("app {\n act-deadline = 1s\n actdeadline = 2s }")).Message
            .ShouldStartWith("text:3:16: 'app.actdeadline' and 'app.act-deadline' (text:2:17) are the same option");

    [Fact]
    public void AddHoconText_KeyWithColon_IsAnError() =>
        Should.Throw<HoconException>(() => Build("app { \"a:b\" = 1 }")).Problem.ShouldContain("has a ':'");

    [Fact]
    public void AddHoconText_List_IsAnError() => Should.Throw<HoconException>(() => Build("[1]")).Problem.ShouldContain("must be an object");

    [Fact]
    public void AddHoconFile_Includes_AreReadAndOverriddenByLaterSources()
    {
        using var files = new TemporaryFiles()
            .With("main.conf", "app { include \"more.conf\", a = 1, b = 1 }")
            .With("more.conf", "c = 3, d = ${c}4");

        var configuration = new ConfigurationBuilder()
            .AddHoconFile(files.Path("main.conf"), _options)
            .AddHoconText("app.b = 2", _options)
            .Build();

        configuration.GetSection("app").GetChildren().Select(child => $"{child.Key}={child.Value}").ShouldBe(["a=1", "b=2", "c=3", "d=34"]);
    }

    [Fact]
    public void AddHoconFile_Missing_IsAnErrorAtBuild() =>
        Should.Throw<HoconException>(() => new ConfigurationBuilder().AddHoconFile("/no/such.conf").Build()).Message.ShouldBe("/no/such.conf: the file is not there");

    [Fact]
    public void AddHoconOverrides_Values_AreTakenAsTheyStand()
    {
        var configuration = new ConfigurationBuilder()
            .AddHoconText("app { node { act-deadline = 5s, name = n1 }, list = [a, b, c] }", _options)
            .AddHoconOverrides(
                [
                    "app.node.act-deadline=7s",
                    "app.http.url=http://0.0.0.0:80/#x",
                    "app.db=Host=h;Password=a=b",
                    "app.list=[x, y]",
                    "app.obj={ a-b = 1 }",
                    "app.text=\"quoted # text\"",
                    "app.empty=",
                    "app.clusters.my-own.\"user\"=u",
                    "app.node.name=first",
                    "app.node.name=second",
                ],
                _options)
            .Build();

        configuration["App:Node:ActDeadline"].ShouldBe("7s");
        configuration["App:Node:Name"].ShouldBe("second");
        configuration["App:Http:Url"].ShouldBe("http://0.0.0.0:80/#x");
        configuration["App:Db"].ShouldBe("Host=h;Password=a=b");
        configuration["App:List:1"].ShouldBe("y");
        configuration["App:Obj:AB"].ShouldBe("1");
        configuration["App:Text"].ShouldBe("quoted # text");
        configuration["App:Empty"].ShouldBe("");
        configuration["App:Clusters:my-own:User"].ShouldBe("u");
    }

    [Theory]
    [InlineData("app.node", "no '='")]
    [InlineData("=1", "a path must stand")]
    [InlineData("app..x=1", "empty part")]
    [InlineData("app.a{x=1", "after the path")]
    [InlineData("app.x=[1", "end of the text after a list element")]
    [InlineData("app.x=[1], y = 2", "more than one value")]
    public void AddHoconOverrides_WrongSetting_IsAnErrorThatShowsIt(string setting, string problem)
    {
        var error = Should.Throw<HoconException>(() => new ConfigurationBuilder().AddHoconOverrides([setting]).Build());

        error.Message.ShouldStartWith($"--set {setting}");
        error.Problem.ShouldContain(problem);
    }

    [Fact]
    public void ReadHocon_Tree_IsMergedOverSourcesAndMakesNoFlatKeys()
    {
        var configuration = new ConfigurationBuilder()
            .AddHoconText("akka { loglevel = INFO, actor.serializers { \"a:b-c\" = \"X, Y\" }, n = 1.50, on = true }", _options)
            .AddHoconOverrides(["akka.loglevel=DEBUG"], _options)
            .Build();

        configuration.ReadHocon("akka")!.ToJsonText()
            .ShouldBe("""{"loglevel":"DEBUG","actor":{"serializers":{"a:b-c":"X, Y"}},"n":1.50,"on":true}""");
        configuration.GetChildren().ShouldBeEmpty();
        configuration.ReadHocon("nowhere").ShouldBeNull();
    }

    [Fact]
    public void MapPathsOf_OptionsType_AreItsDictionaries() =>
        HoconMapPaths.Of(typeof(SampleOptions), "app").ShouldBe(
            [
                "app.node.lists.*", "app.clusters.*", "app.clusters.*.flink.*", "app.clusters.*.flink-config.**", "app.stages.*.labels.**",
                "app.spare.lists.*",
            ]);
}
