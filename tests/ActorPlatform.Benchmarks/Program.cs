using ActorPlatform.Benchmarks;
using ActorPlatform.Benchmarks.Commands;
using ActorPlatform.Benchmarks.Fleet;
using ActorPlatform.Benchmarks.Http;
using ActorPlatform.Benchmarks.Lives;
using ActorPlatform.Benchmarks.Nodes;
using ActorPlatform.Benchmarks.Restart;
using ActorPlatform.Benchmarks.Submission;
using ActorPlatform.Benchmarks.Watching;

const string Usage = """
    usage: ActorPlatform.Benchmarks NAME [--KEY VALUE]...
      commands    durable commands per second   --entities 10000 --clients 64 --seconds 20 --warm-up 10 --pairs 3
      lives       jobs created, started, changed while they run, on PostgreSQL, in turns with pgbench   --entities 10000 --clients 64 --seconds 10 --warm-up 10 --pairs 3
      watching    CPU of very many RUNNING jobs of which nothing is new   --jobs 100000 --every 10 --seconds 60
      restart     from process start until all jobs have answered a read   --entities 10000 --pairs 3
                  both databases are measured unless   --database sqlite|postgres
      memory      managed heap per resting job   --entities 10000
      fleet       many running jobs on one node, over HTTP   --jobs 10000 --few 100 --settle 60 --seconds 120 --checkpoint 60
      nodes       how soon each job answers after a node was killed, stood still, or the database was away; three nodes on PostgreSQL   --jobs 10000 --away 30
                  all is done unless   --act pause|kill|database
      http        reading and creating jobs over HTTP under wrk, and by calls in the process; PostgreSQL   --entities 10000 --clients 64 --seconds 10 --warm-up 10
      submission  CPU and time of a submission against bin/flink run-application   --pairs 5
                  needs the rig: ACTORPLATFORM_RIG names its script, RIG_PORT_BASE its ports
    """;

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, press) =>
{
    press.Cancel = true;
    stop.Cancel();
};

if (args is not [var name, .. var rest] || !Arguments.TryParse(rest, out var arguments))
{
    Console.Error.WriteLine(Usage);
    return 2;
}

switch (name)
{
    case "commands":
        await CommandsBenchmark.RunAsync(arguments, stop.Token);
        return 0;
    case "lives":
        await LivesBenchmark.RunAsync(arguments, stop.Token);
        return 0;
    case "watching":
        await WatchingBenchmark.RunAsync(arguments, stop.Token);
        return 0;
    case "restart":
        await RestartBenchmark.RunAsync(arguments, stop.Token);
        return 0;
    case "memory":
        await MemoryBenchmark.RunAsync(arguments, stop.Token);
        return 0;
    case RestartChild.Name:
        await RestartChild.RunAsync(arguments, stop.Token);
        return 0;
    case "fleet":
        await FleetBenchmark.RunAsync(arguments, stop.Token);
        return 0;
    case "http":
        await HttpBenchmark.RunAsync(arguments, stop.Token);
        return 0;
    case "nodes":
        await NodesBenchmark.RunAsync(arguments, stop.Token);
        return 0;
    case "submission":
        await SubmissionBenchmark.RunAsync(arguments, stop.Token);
        return 0;
    default:
        Console.Error.WriteLine(Usage);
        return 2;
}
