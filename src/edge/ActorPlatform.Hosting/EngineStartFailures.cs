using System.Data.Common;
using ActorPlatform.Actors.Membership;
using ActorPlatform.Actors.Storage;
using ActorPlatform.Hdfs;
using ActorPlatform.Jobs.Ports;

namespace ActorPlatform.Hosting;

/// <summary>Explains why an engine did not start, or a distribution was not installed, in words for people.</summary>
public static class EngineStartFailures
{
    /// <summary>The explanation; null when the failure is none that an operator can do something about.</summary>
    public static EngineStartFailure? Explain(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        return Causes(exception).Select(Judge).FirstOrDefault(found => found is not null);
    }

    private static EngineStartFailure? Judge(Exception exception) => exception switch
    {
        StorageLockedException => new(exception.Message, IsRefusal: true),
        StorageSchemaException => new(exception.Message, IsRefusal: true),
        MembershipException => new(exception.Message, IsRefusal: false),
        DbException => new($"The database does not answer: {exception.Message} No job was touched; start again when it is there (a row that this start may have left in the list of nodes is found dead then).", IsRefusal: false),
        UnauthorizedAccessException => new($"{exception.Message} The database's folder must be writable; see actorplatform.storage.sqlite.path.", IsRefusal: false),
        ClusterUnreachableException => new($"{exception.Message} What was done is kept; look at the cluster and at its addresses in the configuration, and repeat the command.", IsRefusal: false),
        HdfsRefusedException refused => new($"HDFS refused it ({refused.Kind}): {exception.Message} What was done is kept; mend the cause and repeat the command.", IsRefusal: false),
        _ => null,
    };

    private static IEnumerable<Exception> Causes(Exception exception)
    {
        for (var cause = exception; cause is not null; cause = cause.InnerException)
            yield return cause;
        if (exception is AggregateException several)
            foreach (var inner in several.InnerExceptions.SelectMany(Causes))
                yield return inner;
    }
}

/// <summary>Why an engine did not start.</summary>
/// <param name="Text">What happened, what was kept, what to do.</param>
/// <param name="IsRefusal">True when it refused, to keep something safe; trying again does not help.</param>
public sealed record EngineStartFailure(string Text, bool IsRefusal);
