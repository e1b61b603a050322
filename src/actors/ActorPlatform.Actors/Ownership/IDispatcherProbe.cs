namespace ActorPlatform.Actors.Ownership;

/// <summary>Tells whether the engine's own dispatcher still runs. Thread safe.</summary>
internal interface IDispatcherProbe
{
    /// <summary>Asks for a sign of life, without waiting.</summary>
    void Ask();

    /// <summary>When the last sign came; null before the first.</summary>
    Moment? LastSign { get; }
}
