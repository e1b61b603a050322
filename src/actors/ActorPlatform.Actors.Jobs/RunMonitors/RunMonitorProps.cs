using ActorPlatform.Actors.Effects;
using ActorPlatform.Behaviors;
using ActorPlatform.Jobs.Effects;
using Akka.Actor;

namespace ActorPlatform.Actors.Jobs.RunMonitors;

/// <summary>Makes the monitor of a watched run.</summary>
internal sealed class RunMonitorProps(MonitorTools tools) : IWatchProps
{
    public Props PropsFor(Watch watch, string entityId) => watch is WatchRun run
        ? Props.Create<RunMonitor>(run, tools)
        : throw new InvalidOperationException($"{watch.GetType().Name} is no watch of a job.");
}
