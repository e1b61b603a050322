using ActorPlatform.Hdfs;
using ActorPlatform.Jobs.Ports;

namespace ActorPlatform.Yarn;

/// <summary>Turns HDFS's "no" into what the ports know.</summary>
internal static class HdfsCalls
{
    /// <summary>With an outcome for a refusal.</summary>
    public static async Task<T> GuardAsync<T>(Func<Task<T>> call, Func<HdfsRefusedException, T> refused)
    {
        try
        {
            return await call();
        }
        catch (HdfsRefusedException e)
        {
            return refused(e);
        }
    }

    /// <summary>Where a refusal only means that nothing could be learnt.</summary>
    public static Task<T> GuardAsync<T>(Func<Task<T>> call) =>
        GuardAsync(call, e => throw new ClusterUnreachableException("HDFS", e.Message, notSent: false, e));
}
