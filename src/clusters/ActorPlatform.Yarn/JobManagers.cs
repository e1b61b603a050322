using ActorPlatform.Flink;
using ActorPlatform.Jobs;
using ActorPlatform.Jobs.Ports;
using ActorPlatform.Rest;

namespace ActorPlatform.Yarn;

/// <summary>Finds a run's JobManager: at its own address, which the ResourceManager tells again after each failed call; for reading also through the ResourceManager's proxy.</summary>
internal sealed class JobManagers(YarnRest yarn, FlinkRest flink, int capacity, TimeProvider time)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);
    private readonly LruCache<ApplicationId, string> _addresses = new(capacity, Lifetime, time);

    /// <summary>The address as last known; null when none is.</summary>
    public string? AddressOf(RunAddress run) => _addresses.TryGet(run.Application, out var address) ? address : run.RestAddress;

    /// <summary>Reads from the JobManager, by whichever way answers.</summary>
    /// <param name="read">One reading at a base address; throws <see cref="RestFaultException"/> when that was not the run's JobManager.</param>
    /// <returns>What was read, and the JobManager's own address; null when it was the proxy.</returns>
    public async Task<(T Value, string? Address)> ReadAsync<T>(RunAddress run, Func<Uri, Task<T>> read, CancellationToken cancellationToken)
    {
        var seen = new List<string>();
        var known = AddressOf(run);
        if (known is not null && await TryAsync(run, known, read, seen) is { } first)
            return (first.Value, known);
        var app = await RunningAsync(run, seen, cancellationToken);
        var fresh = ApplicationReports.RestAddress(app);
        if (fresh is not null && fresh != known && await TryAsync(run, fresh, read, seen) is { } second)
            return (second.Value, fresh);
        if (await TryProxyAsync(app, read, seen) is { } third)
            return (third.Value, null);
        throw Unreachable(run, seen);
    }

    /// <summary>Sends an act to the JobManager itself; never twice, unless the first one cannot have arrived.</summary>
    public async Task ActAsync(RunAddress run, Func<Uri, Task> act, CancellationToken cancellationToken)
    {
        var seen = new List<string>();
        var known = AddressOf(run);
        if (known is not null && await TryActAsync(run, known, act, seen, cancellationToken))
            return;
        var fresh = ApplicationReports.RestAddress(await RunningAsync(run, seen, cancellationToken));
        if (fresh is not null && await TryActAsync(run, fresh, act, seen, cancellationToken))
            return;
        throw Unreachable(run, seen);
    }

    /// <summary>A base address.</summary>
    public static Uri Base(string address) => new($"http://{address}/");

    private static ClusterUnreachableException Unreachable(RunAddress run, List<string> seen) =>
        new(
            run.RestAddress ?? run.Application.Value,
            $"The JobManager of {run.Application} cannot be reached. {string.Join(" ", seen)}".TrimEnd(),
            notSent: false);

    private async Task<Box<T>?> TryAsync<T>(RunAddress run, string address, Func<Uri, Task<T>> read, List<string> seen)
    {
        try
        {
            var value = await read(Base(address));
            _addresses.Set(run.Application, address);
            return new Box<T>(value);
        }
        catch (RestFaultException e) when (!e.IsOurs)
        {
            Forget(run, address);
            seen.Add(e.Message);
            return null;
        }
        catch (RestFaultException e)
        {
            throw e.ToUnreachable();
        }
    }

    // Another run's JobManager may have got the port: it would accept even a stop for a job that it does not have, so it is asked whose it is first.
    private async Task<bool> TryActAsync(RunAddress run, string address, Func<Uri, Task> act, List<string> seen, CancellationToken cancellationToken)
    {
        try
        {
            if (await flink.KnowsAsync(Base(address), run.FlinkJob, cancellationToken) is not true)
            {
                seen.Add($"{address} does not know the job {run.FlinkJob}.");
                Forget(run, address);
                return false;
            }
        }
        catch (RestFaultException e) when (!e.IsOurs)
        {
            Forget(run, address);
            seen.Add(e.Message);
            return false;
        }
        catch (RestFaultException e)
        {
            throw e.ToUnreachable();
        }

        return await SendActAsync(run, address, act, seen);
    }

    private async Task<bool> SendActAsync(RunAddress run, string address, Func<Uri, Task> act, List<string> seen)
    {
        try
        {
            await act(Base(address));
            _addresses.Set(run.Application, address);
            return true;
        }
        catch (RestFaultException e) when (e.CannotHaveArrived)
        {
            Forget(run, address);
            seen.Add(e.Message);
            return false;
        }
        catch (RestFaultException e)
        {
            Forget(run, address);
            throw e.ToUnreachable();
        }
    }

    private async Task<AppJson> RunningAsync(RunAddress run, List<string> seen, CancellationToken cancellationToken)
    {
        AppJson? app;
        try
        {
            app = await yarn.FindAsync(run.Application, cancellationToken);
        }
        catch (ClusterUnreachableException e)
        {
            throw new ClusterUnreachableException(e.Endpoint, $"{string.Join(" ", seen)} {e.Message}".TrimStart(), notSent: false, e);
        }

        if (app is null || ApplicationReports.IsFinal(app) || app.State != "RUNNING")
        {
            seen.Add(app switch
            {
                null => "The ResourceManager does not know the application.",
                { State: "NEW" or "NEW_SAVING" or "SUBMITTED" or "ACCEPTED" } => $"The ResourceManager says {app.State}: it waits for a container, or starts in one.",
                _ => $"The ResourceManager says {app.State}.",
            });
            throw Unreachable(run, seen);
        }

        return app;
    }

    private async Task<Box<T>?> TryProxyAsync<T>(AppJson app, Func<Uri, Task<T>> read, List<string> seen)
    {
        var proxy =
            Uri.TryCreate(app.TrackingUrl, UriKind.Absolute, out var tracking) && tracking.AbsolutePath.Contains("/proxy/", StringComparison.Ordinal)
                ? new Uri(tracking.AbsoluteUri.TrimEnd('/') + "/")
                : new Uri(yarn.Active, $"/proxy/{app.Id}/");
        try
        {
            return new Box<T>(await read(proxy));
        }
        catch (RestFaultException e) when (!e.IsOurs)
        {
            seen.Add(e.Message);
            return null;
        }
        catch (RestFaultException e)
        {
            throw e.ToUnreachable();
        }
    }

    private void Forget(RunAddress run, string address)
    {
        if (_addresses.TryGet(run.Application, out var cached) && cached == address)
            _addresses.Remove(run.Application);
    }

    private sealed record Box<T>(T Value);
}
