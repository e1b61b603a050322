using System.Net;
using System.Runtime.InteropServices;
using ActorPlatform.Jobs.Specs;
using ActorPlatform.Sandbox;

namespace ActorPlatform.Hosting;

/// <summary>Simulated clusters as a process of their own, without an engine.</summary>
public static class Sandboxes
{
    /// <summary>The file, in the sandbox's folder, with which engines reach it.</summary>
    public const string ConfigurationFile = "sandbox.conf";

    /// <summary>Serves the clusters until SIGTERM, Ctrl-C or the token.</summary>
    /// <param name="request">Which clusters, where.</param>
    /// <param name="ready">Told once they answer, and the configuration is written.</param>
    /// <exception cref="ArgumentException">Something in the request cannot be used; says what is allowed.</exception>
    /// <exception cref="IOException">An address is taken, or the folder cannot be used.</exception>
    public static async Task RunAsync(SandboxRequest request, Func<Task> ready, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(ready);
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);
        using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
        await using var sandbox = await StartAsync(request, cancellationToken);
        await ready();
        await using var stop = cancellationToken.Register(ended.SetResult);
        await ended.Task;

        void End(PosixSignalContext signal)
        {
            signal.Cancel = true;
            ended.TrySetResult();
        }
    }

    /// <summary>Starts the clusters in this process, beside whatever else it does, and writes the configuration that reaches them.</summary>
    /// <exception cref="ArgumentException">Something in the request cannot be used; says what is allowed.</exception>
    /// <exception cref="SandboxInUseException">Another sandbox works in the folder.</exception>
    /// <exception cref="IOException">An address is taken, or the folder cannot be used.</exception>
    public static async Task<RunningSandbox> StartAsync(SandboxRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        Directory.CreateDirectory(request.Data);
        var folder = Take(request.Data);
        try
        {
            var server = await SandboxServer.StartAsync(OptionsOf(request), TimeProvider.System, cancellationToken);
            await SandboxConfiguration.WriteAsync(Path.Combine(request.Data, ConfigurationFile), server.Addresses, cancellationToken);
            return new RunningSandbox(server, folder);
        }
        catch
        {
            await folder.DisposeAsync();
            throw;
        }
    }

    /// <summary>Two sandboxes on one folder would write into each other's log.</summary>
    private static FileStream Take(string folder)
    {
        try
        {
            return new FileStream(Path.Combine(folder, "sandbox.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException failure)
        {
            throw new SandboxInUseException($"Another sandbox works in the folder {folder}. Nothing was changed; stop that one, or name another folder.", failure);
        }
    }

    private static SandboxOptions OptionsOf(SandboxRequest request)
    {
        var bad = request.Clusters.Where(name => !SpecValidator.IsId(name)).ToList();
        if (bad.Count > 0 || request.Clusters.Count == 0)
            throw new ArgumentException($"'{string.Join(", ", bad)}' cannot name clusters; names are of [a-z0-9-], at most 64, with commas between them: a,b.", nameof(request));
        if (!IPEndPoint.TryParse(request.Listen.Replace("localhost", "127.0.0.1", StringComparison.Ordinal), out var listen) || !request.Listen.Contains(':', StringComparison.Ordinal))
            throw new ArgumentException($"'{request.Listen}' cannot be listened on; write 127.0.0.1:19000.", nameof(request));
        if (request.Start < TimeSpan.Zero || request.Start > TimeSpan.FromHours(1) || request.CheckpointEvery < TimeSpan.FromMilliseconds(10) || request.CheckpointEvery > TimeSpan.FromDays(1))
            throw new ArgumentException($"A start of {request.Start} or a checkpoint every {request.CheckpointEvery} cannot be; from 0s to 1h, and from 10ms to 1d.", nameof(request));
        return new SandboxOptions
        {
            Clusters = [.. request.Clusters.Select(name => new SandboxClusterOptions(name) { Seed = request.Seed, Start = request.Start, CheckpointEvery = request.CheckpointEvery })],
            Listen = listen,
            Data = request.Data,
        };
    }
}

/// <summary>Simulated clusters to serve.</summary>
/// <param name="Clusters">Their names.</param>
/// <param name="Listen">Where the control routes are, host:port, loopback only; the clusters take the ports after it.</param>
/// <param name="Data">The folder that keeps their state over restarts, and gets the configuration.</param>
public sealed record SandboxRequest(IReadOnlyList<string> Clusters, string Listen, string Data)
{
    /// <summary>What small differences between applications are drawn from.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>From a submission to all tasks running.</summary>
    public TimeSpan Start { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>The checkpoint interval of jobs that set none.</summary>
    public TimeSpan CheckpointEvery { get; init; } = TimeSpan.FromSeconds(5);
}

/// <summary>Simulated clusters that answer until they are disposed of.</summary>
public sealed class RunningSandbox : IAsyncDisposable
{
    private readonly SandboxServer _server;
    private readonly FileStream _folder;

    internal RunningSandbox(SandboxServer server, FileStream folder) => (_server, _folder) = (server, folder);

    /// <summary>Where the control routes are: <c>http://127.0.0.1:19000</c>.</summary>
    public Uri Control => _server.Control;

    /// <summary>The clusters' own addresses by their names.</summary>
    public IReadOnlyDictionary<string, Uri> Addresses => _server.Addresses;

    /// <summary>Stops answering; what the folder holds goes on with the next start.</summary>
    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await _folder.DisposeAsync();
    }
}

/// <summary>Another sandbox works in the folder: two would write into each other's log. Nothing was changed.</summary>
public sealed class SandboxInUseException(string message, Exception inner) : IOException(message, inner);
