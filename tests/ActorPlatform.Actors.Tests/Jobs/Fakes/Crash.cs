using ActorPlatform.Actors.Jobs.Effects;

namespace ActorPlatform.Actors.Tests.Jobs.Fakes;

/// <summary>Ends a handler at a named point, as a crash of the process would.</summary>
internal static class Crash
{
    public static async Task AtAsync(string point, Func<Task> run)
    {
        FailPoints.Armed.Value = hit =>
        {
            if (hit == point)
                throw new CrashException(point);
        };
        try
        {
            await run();
        }
        finally
        {
            FailPoints.Armed.Value = null;
        }
    }
}

internal sealed class CrashException(string point) : Exception($"Crashed at {point}.");
