using System.Text;
using ActorPlatform.Hdfs;
using ActorPlatform.Yarn;

namespace ActorPlatform.Clusters.Tests.Rig;

/// <summary>HDFS as it really answers.</summary>
[Collection(RigCollection.Name)]
public sealed class RigFilesTests(RigFixture rig)
{
    private static readonly HdfsPath Folder = HdfsPath.Of("/tmp/clusters tests & more+100%");

    [SkippableFact]
    public async Task Files_WithAwkwardNames_AreWrittenReadRenamedAndDeleted()
    {
        Skip.If(rig.SkipReason is not null, rig.SkipReason);
        var file = Folder.Under("ä file?.txt");
        await rig.Hdfs.MakeFolderAsync(Folder, "755", CancellationToken.None);

        await rig.Hdfs.WriteAsync(file, () => new MemoryStream(Encoding.UTF8.GetBytes("0123456789")), overwrite: true, CancellationToken.None);

        (await rig.Hdfs.FindAsync(file, CancellationToken.None))!.Length.ShouldBe(10);
        Encoding.UTF8.GetString((await rig.Hdfs.ReadAsync(file, 4, 3, CancellationToken.None))!).ShouldBe("456");
        (
            await Should.ThrowAsync<HdfsRefusedException>(() =>
                rig.Hdfs.WriteAsync(file, () => new MemoryStream(), overwrite: false, CancellationToken.None))).Kind.ShouldBe("FileAlreadyExistsException");
        (await rig.Hdfs.RenameAsync(file, Folder.Under("b"), CancellationToken.None)).ShouldBeTrue();
        (await rig.Hdfs.ListAsync(Folder, CancellationToken.None))!.ShouldHaveSingleItem().Path.Name.ShouldBe("b");
        (await rig.Hdfs.DeleteAsync(Folder, recursive: true, CancellationToken.None)).ShouldBeTrue();
        (await rig.Hdfs.FindAsync(Folder, CancellationToken.None)).ShouldBeNull();
    }

    [SkippableFact]
    public async Task Installation_Repeated_UploadsOnlyWhatIsMissing()
    {
        Skip.If(rig.SkipReason is not null, rig.SkipReason);
        var local = Directory.CreateTempSubdirectory("flink-");
        Directory.CreateDirectory(Path.Combine(local.FullName, "lib"));
        await File.WriteAllTextAsync(Path.Combine(local.FullName, "lib", "flink-dist-9.9.jar"), "dist");
        await File.WriteAllTextAsync(Path.Combine(local.FullName, "lib", "log4j.jar"), "log");
        var installer = new FlinkInstaller(rig.Hdfs, rig.Options, TimeProvider.System);
        await rig.Hdfs.DeleteAsync(FlinkInstaller.Target(rig.Options, "9.9").Parent, recursive: true, CancellationToken.None);

        var first = await InstallAsync(installer, local.FullName);
        await File.WriteAllTextAsync(Path.Combine(local.FullName, "lib", "log4j.jar"), "another log");
        var second = await InstallAsync(installer, local.FullName);

        first.Count(step => step.Uploaded).ShouldBe(2);
        second.Where(step => step.Uploaded).ShouldHaveSingleItem().File.ShouldBe("log4j.jar");
        second.Max(step => step.FilesDone).ShouldBe(2);
        var files = await rig.Hdfs.ListAsync(FlinkInstaller.Target(rig.Options, "9.9"), CancellationToken.None);
        files!.Select(file => file.Permission).Distinct().ShouldHaveSingleItem().ShouldBe("644");
        local.Delete(recursive: true);
    }

    [SkippableFact]
    public async Task Installation_OfADistribution_IsFoundBySubmissionsWithoutBeingConfigured()
    {
        Skip.If(rig.SkipReason is not null, rig.SkipReason);
        var steps = await InstallAsync(new FlinkInstaller(rig.Hdfs, rig.Options, TimeProvider.System), rig.FlinkHome, "1.20");
        var configured = rig.Options.Flink;
        rig.Options.Flink = [];
        using var clusters = RigFixture.Connect(rig.Options);

        await using var run = await RigRun.StartAsync(clusters.Find("a")!, RigRun.PlanOf(RigRun.Spec("--rate", "50")));
        await run.UntilRunningAsync();

        steps.ShouldContain(step => step.File.StartsWith("flink-dist", StringComparison.Ordinal));
        rig.Options.Flink = configured;
    }

    private static async Task<List<InstallProgress>> InstallAsync(FlinkInstaller installer, string folder, string version = "9.9")
    {
        var steps = new List<InstallProgress>();
        await installer.InstallAsync(version, folder, new Steps(steps), CancellationToken.None);
        return steps;
    }

    private sealed class Steps(List<InstallProgress> steps) : IProgress<InstallProgress>
    {
        public void Report(InstallProgress value)
        {
            lock (steps)
                steps.Add(value);
        }
    }
}
