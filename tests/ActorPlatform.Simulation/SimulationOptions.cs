using System.Collections.Immutable;
using ActorPlatform.Actors.TestKit.Simulation;
using ActorPlatform.Jobs;
using ActorPlatform.Simulation.Outside;

namespace ActorPlatform.Simulation;

/// <summary>One simulation. Everything follows from the seed and these.</summary>
internal sealed record SimulationOptions
{
    public required int Seed { get; init; }

    /// <summary>Null: 3 to 5, by the seed.</summary>
    public int? Nodes { get; init; }

    public int Jobs { get; init; } = 3;

    public TimeSpan Faulty { get; init; } = TimeSpan.FromMinutes(25);

    /// <summary>Longer than every deadline of the jobs: then all must have come to rest.</summary>
    public TimeSpan Calm { get; init; } = TimeSpan.FromMinutes(60);

    /// <summary>Longer than any post may be under way: what has come to rest by then, stays so.</summary>
    public TimeSpan CalmAtLeast { get; init; } = TimeSpan.FromMinutes(12);

    public JobSettings Settings { get; init; } = new();

    /// <summary>What the clients do in the place of random commands; then nothing else disturbs.</summary>
    public ImmutableArray<ScriptStep> Script { get; init; } = [];

    /// <summary>Where the process is killed.</summary>
    public CrashPoint? Crash { get; init; }

    /// <summary>How long nothing runs after the process was killed there.</summary>
    public TimeSpan Downtime { get; init; }

    public Guards Guards { get; init; } = new();

    public JournalFaults Journal { get; init; } = new(LostAnswers: 0.05, LateCommits: 0.05, LostRequests: 0.03);

    public WorldOptions World { get; init; } = new();

    public TimeSpan PauseAtMost { get; init; } = TimeSpan.FromSeconds(40);

    public FaultRates Rates { get; init; } = new();

    /// <summary>Negative control: in a partition nobody is fenced, and each side holds the other one for dead, as keep-majority does after a pause of the majority.</summary>
    public bool Opinions { get; init; }

    /// <summary>Negative control: nothing is looked up, neither by the submission nor by an observer that would see the application meanwhile.</summary>
    public bool SubmitsBlindly { get; init; }

    /// <summary>Negative control: a run is held for dead as soon as the resource manager says so, and nobody looks at what it left.</summary>
    public bool ConcludesBlindly { get; init; }

    /// <summary>Negative control: nobody looks at what a run left that was held for dead by time-out.</summary>
    public bool ConcludesUnseeing { get; init; }

    /// <summary>Negative control: that a JobManager still answers is told to nobody.</summary>
    public bool ConcludesDeaf { get; init; }
}
