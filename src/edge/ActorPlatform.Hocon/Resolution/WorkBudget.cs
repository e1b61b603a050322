namespace ActorPlatform.Hocon.Resolution;

/// <summary>Bounds what a short text can grow into: a chain of doublings ends here and not with the memory.</summary>
internal sealed class WorkBudget(long work)
{
    private long _left = work;

    public void Spend(long steps, HoconOrigin at)
    {
        _left -= steps;
        if (_left < 0)
            throw new HoconException(at, "substitutions multiply into more steps, values and characters than a reading may take (HoconReadOptions.MaxWork)");
    }
}
