using System.Diagnostics;
using System.Globalization;
using Akka.Actor;

namespace ActorPlatform.Actors;

/// <summary>Lets a test build hang: once the file that <c>AP_HANG</c> names is there, nothing runs on the dispatcher for as many seconds as it says. The call is compiled away in other builds.</summary>
internal static class HangPoint
{
    /// <summary>More than the pool adds threads in the longest hang.</summary>
    private const int Work = 1000;

    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(250);

    /// <summary>Looks for the file until the system ends.</summary>
    [Conditional("FAILPOINTS")]
    public static void Watch(ActorSystem system)
    {
        if (Environment.GetEnvironmentVariable("AP_HANG") is { Length: > 0 } file)
            new Thread(() => Run(system, file)) { IsBackground = true, Name = "hang-point" }.Start();
    }

    private static void Run(ActorSystem system, string file)
    {
        using var pause = new ManualResetEventSlim();
        while (!system.WhenTerminated.IsCompleted)
        {
            pause.Wait(s_look);
            if (!File.Exists(file)) continue;
            var time = TimeSpan.FromSeconds(double.Parse(File.ReadAllText(file), CultureInfo.InvariantCulture));
            File.Delete(file);
            // Not disposed: whoever of them runs last needs it still.
            var over = new ManualResetEventSlim();
            for (var i = 0; i < Work; i++) system.Dispatchers.DefaultGlobalDispatcher.Schedule(() => over.Wait());
            pause.Wait(time);
            over.Set();
        }
    }
}
