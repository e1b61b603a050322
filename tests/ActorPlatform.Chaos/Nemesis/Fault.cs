namespace ActorPlatform.Chaos.Nemesis;

/// <summary>What a nemesis does; each is over after its step's time.</summary>
internal enum Fault
{
    /// <summary>kill -9 of a node; started again after the step's time.</summary>
    Kill,

    /// <summary>SIGSTOP of a node; SIGCONT after the step's time.</summary>
    Freeze,

    /// <summary>As its machine's suspension: SIGSTOP, and a monotonic clock that stood still.</summary>
    Suspend,

    /// <summary>Nothing runs on a node's dispatcher (a test build); its heartbeat has a thread of its own.</summary>
    Hang,

    /// <summary>A node's wall clock is set.</summary>
    StepClock,

    /// <summary>Nothing passes between a node and the others.</summary>
    CutOff,

    /// <summary>Nothing that the others send reaches a node, and what it sends reaches them.</summary>
    Deafen,

    /// <summary>Nothing passes between a node and the database; its connections stay.</summary>
    CutFromDatabase,

    /// <summary>All that passes between a node, the others and the database comes late.</summary>
    SlowLinks,

    /// <summary>All database sessions of a node are ended.</summary>
    EndSessions,

    /// <summary>PostgreSQL is stopped as a crash would; started again after the step's time.</summary>
    CrashDatabase,

    /// <summary>An asynchronous stand-by that has received nothing for the step's time takes the database's place.</summary>
    PromoteStandby,

    /// <summary>The database's disk is full.</summary>
    FillDisk,

    /// <summary>The database's wall clock is set.</summary>
    StepDatabaseClock,

    /// <summary>The cluster answers late, and a fifth of its requests with 500, until mended.</summary>
    SlowCluster,

    /// <summary>The cluster accepts connections and answers nothing, until mended.</summary>
    HideCluster,

    /// <summary>The ResourceManager starts anew, and does not know for some seconds what lives.</summary>
    RestartManager,

    /// <summary>Only of a control: from now on until its next start PostgreSQL writes nothing to disk of what it answers as committed.</summary>
    HoldBackCommits,
}
