using ActorPlatform.Actors.Configuration;
using Akka.Configuration;

namespace ActorPlatform.Actors.Tests.Journal;

public sealed class AkkaSettingsTests
{
    [Fact]
    public void Read_EveryLine_HasAReasonAboveItOrAboveItsBlock()
    {
        var explained = false;
        foreach (var line in AkkaSettings.Read().Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0))
        {
            explained = line.StartsWith('#') || (explained && line.Contains('=')) || line.EndsWith('{') || line == "}";
            explained.ShouldBeTrue($"no reason above: {line}");
        }
    }

    [Fact]
    public void Read_AsAkkaReadsIt_HasTheValuesThatMatter()
    {
        var config = ConfigurationFactory.ParseString(AkkaSettings.Read());

        config.GetString("akka.persistence.journal-plugin-fallback.replay-filter.mode").ShouldBe("fail");
        config.GetInt("akka.persistence.journal-plugin-fallback.circuit-breaker.max-failures").ShouldBe(int.MaxValue);
        config.GetInt("akka.persistence.snapshot-store-plugin-fallback.circuit-breaker.max-failures").ShouldBe(int.MaxValue);
        config.GetTimeSpan("akka.cluster.down-removal-margin").ShouldBe(TimeSpan.Zero);
        config.GetByteSize("akka.remote.dot-netty.tcp.maximum-frame-size").ShouldBe(16 * 1024 * 1024);
    }
}
