using ActorPlatform.Flink;

namespace ActorPlatform.Clusters.Tests.Flink;

/// <summary>What was found on running systems and in the sources of each version.</summary>
public sealed class FlinkVersionProfileTests
{
    [Theory]
    [InlineData(
        "1.17",
        "flink-conf.yaml",
        false,
        JarDescriptorForm.ToStringForm,
        "state.checkpoints.dir",
        "execution.savepoint.path",
        "execution.savepoint-restore-mode",
        false
    )]
    [InlineData(
        "1.18",
        "flink-conf.yaml",
        false,
        JarDescriptorForm.ToStringForm,
        "state.checkpoints.dir",
        "execution.savepoint.path",
        "execution.savepoint-restore-mode",
        true
    )]
    [InlineData(
        "1.19",
        "config.yaml",
        true,
        JarDescriptorForm.SingleQuotedJson,
        "state.checkpoints.dir",
        "execution.savepoint.path",
        "execution.savepoint-restore-mode",
        true
    )]
    [InlineData(
        "1.20",
        "config.yaml",
        true,
        JarDescriptorForm.SingleQuotedJson,
        "execution.checkpointing.dir",
        "execution.state-recovery.path",
        "execution.state-recovery.claim-mode",
        true
    )]
    [InlineData(
        "2.0",
        "config.yaml",
        true,
        JarDescriptorForm.SingleQuotedJson,
        "execution.checkpointing.dir",
        "execution.state-recovery.path",
        "execution.state-recovery.claim-mode",
        true
    )]
    [InlineData(
        "2.1",
        "config.yaml",
        true,
        JarDescriptorForm.SingleQuotedJson,
        "execution.checkpointing.dir",
        "execution.state-recovery.path",
        "execution.state-recovery.claim-mode",
        true
    )]
    [InlineData(
        "2.2",
        "config.yaml",
        true,
        JarDescriptorForm.SingleQuotedJson,
        "execution.checkpointing.dir",
        "execution.state-recovery.path",
        "execution.state-recovery.claim-mode",
        true
    )]
    [InlineData(
        "2.3",
        "config.yaml",
        true,
        JarDescriptorForm.SingleQuotedJson,
        "execution.checkpointing.dir",
        "execution.state-recovery.path",
        "execution.state-recovery.claim-mode",
        true
    )]
    public void Find_OfAVersion_HasItsFacts(
        string version,
        string file,
        bool yaml,
        JarDescriptorForm form,
        string checkpoints,
        string restore,
        string mode,
        bool ignoresUnknown)
    {
        var profile = FlinkVersionProfile.Find(version).ShouldNotBeNull();

        profile.ShouldSatisfyAllConditions(
            () => profile.ConfigFile.ShouldBe(file),
            () => profile.IsStandardYaml.ShouldBe(yaml),
            () => profile.Descriptors.ShouldBe(form),
            () => profile.Options.CheckpointDir.ShouldBe(checkpoints),
            () => profile.Options.RestorePath.ShouldBe(restore),
            () => profile.Options.RestoreMode.ShouldBe(mode),
            () => profile.IgnoresUnknownVmOptions.ShouldBe(ignoresUnknown),
            () =>
                profile.StockJvmOptions.Contains("--add-opens=java.base/java.util=ALL-UNNAMED", StringComparison.Ordinal).ShouldBe(version != "1.17"),
            () => profile.JvmOptionKeys.Contains("env.java.default-opts.all").ShouldBe(yaml));
    }

    [Theory]
    [InlineData("1.20.5", "1.20")]
    [InlineData("2.2.1", "2.2")]
    public void Find_OfAPatchLevel_HasItsLine(string version, string line) => FlinkVersionProfile.Find(version)!.Version.ShouldBe(line);

    [Theory]
    [InlineData("1.16")]
    [InlineData("3.0")]
    [InlineData("1")]
    [InlineData("")]
    [InlineData("1.20.5.1")]
    public void Find_OfAnythingElse_IsNull(string version) => FlinkVersionProfile.Find(version).ShouldBeNull();

    [Fact]
    public void Known_AllHaveAProfile() => FlinkVersionProfile.Known.ShouldAllBe(version => FlinkVersionProfile.Find(version) != null);
}
