using ActorPlatform.Sandbox.Files;

namespace ActorPlatform.Sandbox.Simulation;

/// <summary>
/// One simulated cluster: its ResourceManager's memory, its HDFS, and every application that was ever submitted. Thread safe: one lock, which nothing slow is done under.
/// Nothing runs by itself: each look lets happen what was due.
/// </summary>
internal sealed partial class SimulatedCluster : ISnapshotStore, IDisposable
{
    private const long FirstId = 1;
    private readonly SandboxClusterOptions _options;
    private readonly TimeProvider _time;
    private readonly ClusterLog _log;
    private readonly Lock _gate = new();
    private readonly List<SimulatedApplication> _all = [];
    private readonly Dictionary<string, SimulatedApplication> _known = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SimulatedApplication> _byFlinkJob = new(StringComparer.Ordinal);
    private readonly HashSet<SimulatedApplication> _saving = [];
    private readonly HashSet<string> _checkpointFolders = new(StringComparer.Ordinal);
    private long _nextId = FirstId;
    private long _recoversUntil;
    private long _forgotAt;
    private long _now;

    /// <summary>Makes it, or makes it again from its folder.</summary>
    public SimulatedCluster(SandboxClusterOptions options, string? folder, TimeProvider time)
    {
        (_options, _time, _log) = (options, time, new ClusterLog(folder));
        var commands = _log.Open();
        Files = new FileTree(commands.Count > 0 ? commands[0].At : Clock());
        if (commands.Count == 0)
            Do(new StartManager(0));
        FirstFiles.Put(Files, commands.Count > 0 ? commands[0].At : StartedOn);
        foreach (var command in commands)
        {
            _now = command.At;
            Apply(command);
        }
    }

    public string Name => _options.Name;

    public FileTree Files { get; }

    public Facts Facts { get; private set; } = new();

    /// <summary>When the ResourceManager's process started.</summary>
    public long StartedOn { get; private set; }

    /// <summary>When its other processes started: those of its nodes.</summary>
    public long BornAt { get; private set; }

    /// <summary>Where the bytes of its files are kept.</summary>
    public ClusterLog Log => _log;

    /// <summary>True while the whole cluster is dead.</summary>
    public bool IsDown { get; private set; }

    /// <summary>The applications that the ResourceManager knows, as they are now.</summary>
    public IReadOnlyList<SimulatedApplication> Known
    {
        get
        {
            lock (_gate)
                return Tick() < _recoversUntil ? [] : [.. _known.Values];
        }
    }

    /// <summary>All that were ever submitted.</summary>
    public IReadOnlyList<SimulatedApplication> All
    {
        get
        {
            lock (_gate)
                return [.. _all];
        }
    }

    /// <summary>Reads under the lock, at one moment.</summary>
    public T Read<T>(Func<long, T> read)
    {
        lock (_gate)
            return read(Tick());
    }

    /// <summary>Looks at one application as it is now.</summary>
    public T Look<T>(SimulatedApplication application, Func<SimulatedApplication, long, T> look)
    {
        lock (_gate)
        {
            var now = Tick();
            application.Advance(now);
            return look(application, now);
        }
    }

    /// <summary>An application by its id, if the ResourceManager knows it.</summary>
    public SimulatedApplication? Find(string id)
    {
        lock (_gate)
            return Tick() < _recoversUntil ? null : _known.GetValueOrDefault(id);
    }

    /// <summary>An application by its number, known or not.</summary>
    public SimulatedApplication? Find(int number)
    {
        lock (_gate)
            return number > 0 && number <= _all.Count ? _all[number - 1] : null;
    }

    /// <summary>The newest application of an id, also a forgotten one.</summary>
    public SimulatedApplication? FindEver(string id)
    {
        lock (_gate)
            return _known.GetValueOrDefault(id) ?? _all.FindLast(application => application.Plan.Application == id);
    }

    /// <summary>Whether the restarted ResourceManager does not see its containers yet.</summary>
    public bool IsReattaching(SimulatedApplication application, long now) =>
        application.Times.SubmittedAt < StartedOn && now < _recoversUntil + ((_recoversUntil - StartedOn) / 2);

    /// <summary>Whether the ResourceManager recovered it after a restart.</summary>
    public bool IsRecovered(SimulatedApplication application) => application.Times.SubmittedAt < StartedOn;

    /// <summary>Does something, and keeps it.</summary>
    public void Do(Command command)
    {
        lock (_gate)
        {
            command = command with { At = Tick() };
            _log.Append(command);
            Apply(command);
        }
    }

    /// <summary>Decides and does something at one moment; null does nothing.</summary>
    public TAnswer Do<TAnswer>(Func<long, (Command? Command, TAnswer Answer)> decide)
    {
        lock (_gate)
        {
            var (command, answer) = decide(Tick());
            if (command is not null)
                Do(command);
            return answer;
        }
    }

    /// <summary>A new application id: never the same twice.</summary>
    public string NewId()
    {
        lock (_gate)
        {
            var id = $"application_{StartedOn}_{_nextId:0000}";
            Do(new HandOutId());
            return id;
        }
    }

    /// <summary>Reads a submission under the lock, and takes it unless its id is known.</summary>
    public void Submit(Func<SubmissionReader, JobPlan> read)
    {
        lock (_gate)
        {
            var plan = read(new SubmissionReader(Files, (long)_options.CheckpointEvery.TotalMilliseconds));
            if (!_known.ContainsKey(plan.Application))
                Do(new Submit(plan));
        }
    }

    public void Dispose() => _log.Dispose();

    private long Clock() => _time.GetUtcNow().ToUnixTimeMilliseconds();

    // A clock that was set back must not make a job younger.
    private long Tick() => _now = Math.Max(_now, Clock());
}
