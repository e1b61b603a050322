namespace ActorPlatform.Actors.Jobs.Effects;

internal static class FailPoints
{
    public static readonly AsyncLocal<Action<string>?> Armed = new();

    public static void Hit(string name) => Armed.Value?.Invoke(name);
}
