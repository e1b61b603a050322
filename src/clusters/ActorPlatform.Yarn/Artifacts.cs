using ActorPlatform.Hdfs;
using ActorPlatform.Jobs.Ports;
using ActorPlatform.Jobs.Specs;

namespace ActorPlatform.Yarn;

/// <summary>Uploaded artifacts on the cluster's HDFS: <c>ROOT/artifacts/DIGITS.jar</c>.</summary>
internal sealed class Artifacts(WebHdfsRest hdfs, HdfsPath root, TimeProvider time)
{
    private const string Ending = ".jar";

    /// <summary>No upload takes so long: what is unfinished then was left by an engine that was killed.</summary>
    private static readonly TimeSpan s_leftAfter = TimeSpan.FromDays(1);

    /// <summary>The plan with its uploaded artifact, if it names one, as the path where it lies.</summary>
    public RunPlan Resolve(RunPlan plan) => ArtifactName.IsUploaded(plan.Spec.Artifact)
        ? plan with { Spec = plan.Spec with { Artifact = PathOf(plan.Spec.Artifact).WithoutAuthority } }
        : plan;

    /// <summary>Under another name until it is complete: what stands under its own name is whole.</summary>
    public async Task PutAsync(string name, Func<Stream> content, CancellationToken cancellationToken)
    {
        var path = PathOf(name);
        if (await hdfs.FindAsync(path, cancellationToken) is not null)
            return;
        await SweepAsync(cancellationToken);
        var unfinished = root.Under($"artifacts/.{path.Name}.{Guid.NewGuid():N}");
        try
        {
            await hdfs.WriteAsync(unfinished, content, overwrite: true, cancellationToken);
            if (await hdfs.RenameAsync(unfinished, path, cancellationToken) || await hdfs.FindAsync(path, cancellationToken) is not null)
                return;
            throw new ClusterUnreachableException("HDFS", $"{unfinished} could not be renamed to {path.Name}.", notSent: false);
        }
        finally
        {
            await hdfs.DeleteAsync(unfinished, recursive: false, CancellationToken.None);
        }
    }

    /// <summary>The uploaded artifact that lies, or should lie, at a path; null: another file.</summary>
    public static string? NameOf(string path, HdfsPath root)
    {
        var folder = root.Under("artifacts").WithoutAuthority + "/";
        var name = path.StartsWith(folder, StringComparison.Ordinal) && path.EndsWith(Ending, StringComparison.Ordinal) ? $"{ArtifactName.Prefix}{path[folder.Length..^Ending.Length]}" : "";
        return ArtifactName.IsUploaded(name) ? name : null;
    }

    private async Task SweepAsync(CancellationToken cancellationToken)
    {
        var before = time.GetUtcNow() - s_leftAfter;
        foreach (var left in (await hdfs.ListAsync(root.Under("artifacts"), cancellationToken) ?? []).Where(file => file.Path.Name.StartsWith('.') && file.ModifiedAt < before))
            await hdfs.DeleteAsync(left.Path, recursive: false, cancellationToken);
    }

    private HdfsPath PathOf(string name) => root.Under($"artifacts/{name[ArtifactName.Prefix.Length..]}{Ending}");
}
