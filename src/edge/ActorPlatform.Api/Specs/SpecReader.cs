using ActorPlatform.Api.Reading;
using ActorPlatform.Jobs.Specs;

namespace ActorPlatform.Api.Specs;

/// <summary>A spec from JSON: its shape here, its values by <see cref="SpecValidator"/>; all problems at once.</summary>
internal static class SpecReader
{
    /// <summary>Reads a spec. What it returns is meant only when <paramref name="errors"/> stays empty.</summary>
    public static JobSpec Read(ObjectReader root, IReadOnlyCollection<string> clusters, InputErrors errors)
    {
        var type = root.Text("type") ?? "JAR";
        var isJar = type is not ("SQL" or "PYFLINK");
        var spec = new JobSpec
        {
            Name = root.RequiredText("name"),
            Tenant = root.Text("tenant") ?? "default",
            ExternalId = root.Text("externalId"),
            Labels = root.TextMap("labels"),
            Type = type,
            Artifact = (isJar ? root.RequiredText("artifact") : root.Text("artifact")) ?? "",
            EntryClass = (isJar ? root.RequiredText("entryClass") : root.Text("entryClass")) ?? "",
            Args = root.Texts("args"),
            FlinkVersion = root.Text("flinkVersion") ?? "1.20",
            Parallelism = root.Int("parallelism") ?? 1,
            Target = ReadTarget(root.RequiredObject("target")),
            Resources = ReadResources(root.Object("resources")),
            FlinkConfig = root.TextMap("flinkConfig"),
            Retry = ReadRetry(root.Object("retry")),
            State = ReadState(root.Object("state")),
            Recovery = ReadRecovery(root.Object("recovery")),
        };
        root.Close();
        foreach (var problem in SpecValidator.Check(spec, clusters))
            if (!IsReported(errors, problem.Path))
                errors.Add(problem.Path, problem.Message, problem.Code);
        return spec;
    }

    /// <summary>A field that could not be read, or whose object could not, stands there with a default: its value says nothing.</summary>
    private static bool IsReported(InputErrors errors, string path)
    {
        if (errors.Has(path))
            return true;
        for (var dot = path.LastIndexOf('.'); dot > 0; dot = path.LastIndexOf('.', dot - 1))
            if (errors.Has(path[..dot]))
                return true;
        return false;
    }

    private static TargetSpec ReadTarget(ObjectReader reader)
    {
        var target = new TargetSpec
        {
            Pair = reader.Text("pair"),
            Cluster = reader.RequiredText("cluster"),
            Mode = reader.Text("mode") ?? "YARN_APPLICATION",
            Queue = reader.Text("queue") ?? "default",
            Priority = reader.Int("priority") ?? 0,
        };
        reader.Close();
        return target;
    }

    private static ResourcesSpec ReadResources(ObjectReader reader)
    {
        var defaults = new ResourcesSpec();
        var (jobManager, taskManager) = (reader.Object("jobManager"), reader.Object("taskManager"));
        var resources = new ResourcesSpec
        {
            JobManager = new ProcessSpec { Memory = jobManager.Text("memory") ?? defaults.JobManager.Memory, Cpu = jobManager.Int("cpu") ?? 1 },
            TaskManager = new TaskManagerSpec
            {
                Memory = taskManager.Text("memory") ?? defaults.TaskManager.Memory, Cpu = taskManager.Int("cpu") ?? 1, Slots = taskManager.Int("slots") ?? 1,
            },
        };
        jobManager.Close();
        taskManager.Close();
        reader.Close();
        return resources;
    }

    private static RetrySpec ReadRetry(ObjectReader reader)
    {
        var general = ReadRule(reader, new RetryRule());
        var byClass = new RetrySpec().ByClass.ToBuilder();
        foreach (var (name, rule) in reader.ObjectMap("byClass"))
        {
            byClass[name] = ReadRule(rule, general);
            rule.Close();
        }

        reader.Close();
        return new RetrySpec
        {
            MaxAttempts = general.MaxAttempts, Window = general.Window, InitialBackoff = general.InitialBackoff, MaxBackoff = general.MaxBackoff, ByClass = byClass.ToImmutable(),
        };
    }

    private static RetryRule ReadRule(ObjectReader reader, RetryRule otherwise) => new()
    {
        MaxAttempts = reader.Int("maxAttempts") ?? otherwise.MaxAttempts,
        Window = reader.Duration("window") ?? otherwise.Window,
        InitialBackoff = reader.Duration("initialBackoff") ?? otherwise.InitialBackoff,
        MaxBackoff = reader.Duration("maxBackoff") ?? otherwise.MaxBackoff,
    };

    private static StateSpec ReadState(ObjectReader reader)
    {
        var defaults = new StateSpec();
        var state = new StateSpec
        {
            MaxAge = reader.Duration("maxAge") ?? defaults.MaxAge,
            SavepointEvery = reader.Duration("savepointEvery"),
            Retain = reader.Int("retain") ?? defaults.Retain,
            Claim = reader.Text("claim") ?? defaults.Claim,
        };
        reader.Close();
        return state;
    }

    private static RecoverySpec ReadRecovery(ObjectReader reader)
    {
        var defaults = new RecoverySpec();
        var recovery = new RecoverySpec
        {
            Replicate = reader.Bool("replicate") ?? defaults.Replicate, Rpo = reader.Duration("rpo") ?? defaults.Rpo, WaveClass = reader.Text("waveClass") ?? defaults.WaveClass,
        };
        reader.Close();
        return recovery;
    }
}
