using ActorPlatform.Sandbox.Files;

namespace ActorPlatform.Sandbox.Simulation;

/// <content>What commands do, the same live and from the log.</content>
internal sealed partial class SimulatedCluster
{
    /// <inheritdoc />
    void ISnapshotStore.Write(JobPlan plan, Snapshot snapshot)
    {
        var content = new SnapshotContent(plan.FlinkJob, snapshot.Id, snapshot.Count, plan.Parallelism, plan.FlinkVersion, snapshot.Format);
        if (!snapshot.IsSavepoint)
        {
            Files.MakeFolder($"{plan.CheckpointFolder}/{plan.FlinkJob}/shared", plan.User, "755", snapshot.EndedAt);
            Files.MakeFolder($"{plan.CheckpointFolder}/{plan.FlinkJob}/taskowned", plan.User, "755", snapshot.EndedAt);
        }

        for (var subtask = 0; subtask < plan.Parallelism; subtask++)
        {
            var mine = subtask;
            Files.Put($"{snapshot.Path}/{CheckpointFile.StateFile(content, subtask)}", new MadeContent(() => CheckpointFile.State(content, mine)), plan.User, "644", snapshot.EndedAt);
        }

        Files.Put($"{snapshot.Path}/_metadata", new MadeContent(() => CheckpointFile.Write(content)), plan.User, "644", snapshot.EndedAt);
    }

    /// <inheritdoc />
    void ISnapshotStore.Delete(string path, long now) => Files.Delete(path, now);

    /// <summary>Lets the jobs whose files lie on the way to a path write what they have to; also those below it, where it is to be listed.</summary>
    public void Settle(string path, bool below)
    {
        if (path.Split('/').Select(part => _byFlinkJob.GetValueOrDefault(part)).FirstOrDefault(found => found is not null) is { } owner)
            owner.Advance(_now);
        foreach (var application in _saving.ToList())
        {
            application.Advance(_now);
            if (application.Job is not { } job || job.Operations.All(operation => operation.IsDone))
                _saving.Remove(application);
        }

        if (below && _checkpointFolders.Any(folder => $"{folder}/".StartsWith($"{path.TrimEnd('/')}/", StringComparison.Ordinal)))
            foreach (var application in _all)
                application.Advance(_now);
    }

    private void Apply(Command command)
    {
        var now = command.At;
        switch (command)
        {
            case StartManager start:
                StartedOn = now;
                BornAt = BornAt == 0 ? now : BornAt;
                _recoversUntil = now + start.Recovery;
                _nextId = FirstId;
                break;
            case HandOutId:
                _nextId++;
                break;
            case Submit submit:
                Take(submit.Plan, now);
                break;
            case KillCluster or StartCluster:
                Switch(command is KillCluster, now);
                break;
            case SetFacts facts:
                Facts = facts.Facts;
                ForgetEnded(now);
                break;
            case KillApplication kill:
                Kill(_known[kill.Application], kill.By, now);
                break;
            default:
                if (command is PutFile or MakeFolder or RenameFile or DeleteFile or SetPermission)
                    ApplyToFiles(command, now);
                else
                    ApplyToApplication(command, now);
                break;
        }
    }

    private void ApplyToApplication(Command command, long now)
    {
        var application = _all[NumberIn(command) - 1];
        application.Advance(now);
        switch (command)
        {
            case CancelJob:
                application.Job?.Cancel(now);
                break;
            case FailJob:
                Fail(application, now);
                break;
            case LoseApplication:
                _known.Remove(application.Plan.Application);
                application.Finish(new ApplicationEnd("FAILED", "FAILED", "Lost on request.", now));
                break;
            case LoseNode lose:
                application.LoseNode(now, lose.Survives);
                break;
            case TriggerSavepoint trigger:
                application.Job?.Trigger(trigger.Trigger, trigger.Folder, trigger.Format, trigger.Stop, trigger.Drain, now);
                _saving.Add(application);
                break;
            case ReadResult read:
                application.Read(application.Job!.Operations.First(operation => operation.Trigger == read.Trigger), now);
                break;
            default:
                throw new InvalidOperationException($"{command.GetType().Name} is no command of an application.");
        }

        application.Advance(now);
    }

    private static int NumberIn(Command command) => command switch
    {
        CancelJob cancel => cancel.Number,
        FailJob fail => fail.Number,
        LoseApplication lose => lose.Number,
        LoseNode lose => lose.Number,
        TriggerSavepoint trigger => trigger.Number,
        ReadResult read => read.Number,
        _ => throw new InvalidOperationException($"{command.GetType().Name} names no application."),
    };

    private void ApplyToFiles(Command command, long now)
    {
        switch (command)
        {
            case MakeFolder make:
                Files.MakeFolder(make.Path, make.Owner, make.Permission, now);
                break;
            case PutFile put:
                Files.Put(put.Path, _log.ContentOf(put), put.Owner, put.Permission, now);
                break;
            case RenameFile rename:
                Settle(rename.Path, below: true);
                Files.Rename(rename.Path, rename.To, now);
                break;
            case DeleteFile delete:
                Settle(delete.Path, below: true);
                Files.Delete(delete.Path, now);
                break;
            case SetPermission set when Files.Find(set.Path) is { } node:
                node.Permission = set.Permission;
                break;
            default:
                break;
        }
    }

    private void Take(JobPlan plan, long now)
    {
        ForgetEnded(now);
        var luck = HashCode(plan.Application);
        var start = (long)(_options.Start.TotalMilliseconds * (80 + (luck % 41)) / 100);
        var application = new SimulatedApplication(_all.Count + 1, plan, new StartTimes(now, now + (start * 2 / 5), now + start), luck, this, () => Facts);
        _all.Add(application);
        _known[plan.Application] = application;
        _byFlinkJob[plan.FlinkJob] = application;
        _checkpointFolders.Add(plan.CheckpointFolder);
    }

    private static void Kill(SimulatedApplication application, string by, long now)
    {
        application.Advance(now);
        if (application.End is null)
            application.Finish(new ApplicationEnd("KILLED", "KILLED", $"Application {application.Plan.Application} was killed by user {by}", now));
    }

    private static void Fail(SimulatedApplication application, long now)
    {
        if (application.Job is { } job)
            job.Fail("java.lang.IllegalStateException", "sandbox: failed on request", now);
        else
            application.Finish(new ApplicationEnd("FAILED", "FAILED", "Failed on request before its JobManager had started.", now));
    }

    private void Switch(bool kill, long now)
    {
        if (kill)
        {
            foreach (var application in _all)
            {
                application.Advance(now);
                application.Finish(new ApplicationEnd("KILLED", "KILLED", "The cluster died.", now));
            }

            _known.Clear();
        }
        else
        {
            (StartedOn, BornAt, _recoversUntil, _nextId) = (now, now, now, FirstId);
        }

        IsDown = kill;
    }

    // As many ended ones are remembered as the facts say; the others go, the oldest first.
    private void ForgetEnded(long now)
    {
        if (_known.Count <= Facts.CompletedRemembered || now < _forgotAt + 1000)
            return;
        _forgotAt = now;
        foreach (var application in _known.Values)
            application.Advance(now);
        var ended = _known.Values.Where(application => application.End is not null).OrderBy(application => application.End!.At).ToList();
        foreach (var application in ended.Take(Math.Max(0, ended.Count - Facts.CompletedRemembered)))
            _known.Remove(application.Plan.Application);
    }

    private int HashCode(string text)
    {
        var hash = (uint)_options.Seed + 17;
        foreach (var c in text)
            hash = (hash * 31) + c;
        return (int)(hash & 0x7FFFFFFF);
    }
}
