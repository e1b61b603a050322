using System.Diagnostics;

namespace ActorPlatform.Actors;

/// <summary>Named places where a test build dies at once, as by kill -9: <c>AP_FAILPOINT=after-persist:3</c> dies at the third passing. Calls are compiled away in other builds.</summary>
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
        if (_name != name || Interlocked.Decrement(ref _left) != 0) return;
        using var self = Process.GetCurrentProcess();
        self.Kill();
        // The signal may take a moment to arrive, and nothing may happen after the place that was named.
        using var never = new ManualResetEventSlim();
        never.Wait();
    }
}
