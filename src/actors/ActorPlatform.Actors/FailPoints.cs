using System.Diagnostics;

namespace ActorPlatform.Actors;

/// <summary>Named places where a test build dies at once, as by kill -9: <c>AP_FAILPOINT=after-persist:3</c> dies at the third passing, and of several processes with one <c>AP_FAILPOINT_ONCE=FILE</c> only the first. Calls are compiled away in other builds.</summary>
public static class FailPoints
{
    public const string BeforeClaim = "before-claim";
    public const string AfterClaim = "after-claim";
    public const string BeforePersist = "before-persist";
    public const string AfterPersist = "after-persist";
    public const string EffectStarted = "effect-started";
    public const string EffectEnded = "effect-ended";

    /// <summary>What a test in process does at each place in its own flow of calls: it throws where it wants the code to end.</summary>
    public static readonly AsyncLocal<Action<string>?> Armed = new();

    private static readonly string? _name;
    private static readonly string? _once = Environment.GetEnvironmentVariable("AP_FAILPOINT_ONCE");
    private static int _left;

    static FailPoints()
    {
        if (Environment.GetEnvironmentVariable("AP_FAILPOINT") is not { Length: > 0 } setting) return;
        // Names have colons themselves (submit:before-post): only a number behind the last one is a count.
        var colon = setting.LastIndexOf(':');
        var count = 1;
        _name = colon > 0 && int.TryParse(setting.AsSpan(colon + 1), out count) && count > 0 ? setting[..colon] : setting;
        _left = Math.Max(1, count);
    }

    /// <summary>Passes the place, or dies here.</summary>
    [Conditional("FAILPOINTS")]
    public static void Hit(string name)
    {
        Armed.Value?.Invoke(name);
        if (_name != name || Interlocked.Decrement(ref _left) != 0 || !IsFirst()) return;
        using var self = Process.GetCurrentProcess();
        self.Kill();
        // The signal may take a moment to arrive, and nothing may happen after the place that was named.
        using var never = new ManualResetEventSlim();
        never.Wait();
    }

    // The nodes of a cluster have one fail point: who takes the dead one's work over comes to the same place, and is to pass it.
    private static bool IsFirst()
    {
        if (_once is not { Length: > 0 }) return true;
        try
        {
            using var file = new FileStream(_once, FileMode.CreateNew);
            return true;
        }
        catch (IOException) when (File.Exists(_once))
        {
            return false;
        }
    }
}
