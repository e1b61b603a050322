namespace ActorPlatform.Hosting.Engine;

/// <summary>How the engine ended.</summary>
public sealed class EngineEnd
{
    private volatile bool _byItself;

    /// <summary>True when the engine ended without being asked, because others had taken over or a part of it broke: a new incarnation may begin in the same process.</summary>
    public bool ByItself
    {
        get => _byItself;
        internal set => _byItself = value;
    }
}
