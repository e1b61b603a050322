namespace ActorPlatform.Actors.Storage.Paging;

internal static class PageLimit
{
    /// <summary>Throws unless a page asks for 1 to <paramref name="most"/> rows: the ways in check it first, so anything else is a fault of ours.</summary>
    public static void Check(int limit, int most)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, most);
    }
}
