using System.Collections.Concurrent;
using System.Diagnostics;

namespace ActorPlatform.Actors.Tests.Storage.Databases;

/// <summary>The server's process. It dies with the tests, whatever ends them: the kernel signals it when the thread that started it ends, so that thread lives as long as this.</summary>
internal sealed class PostgresProcess
{
    private readonly Process _process;
    private readonly ManualResetEventSlim _over;

    private PostgresProcess(Process process, ManualResetEventSlim over) => (_process, _over) = (process, over);

    public static async Task<PostgresProcess> StartAsync(params string[] command)
    {
        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var over = new ManualResetEventSlim();
        string[] identity = AsPostgres.Needed ? ["--reuid", "postgres", "--regid", "postgres", "--clear-groups"] : [];
        var start = new ProcessStartInfo("setpriv", [.. identity, "--pdeathsig", "QUIT", "--", .. command])
        {
            UseShellExecute = false,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        var process = new Process { StartInfo = start, EnableRaisingEvents = true };

        // Written and read on threads of the runtime's: what is thrown there ends the whole test run, and no test has failed.
        var log = new ConcurrentQueue<string>();
        process.Exited += (_, _) => ready.TrySetException(new InvalidOperationException($"PostgreSQL ended: {string.Join('\n', log)}"));
        process.ErrorDataReceived += (_, line) =>
        {
            log.Enqueue(line.Data ?? "");
            if (line.Data?.Contains("ready to accept connections", StringComparison.Ordinal) == true)
            {
                ready.TrySetResult();
            }
        };
        new Thread(() =>
        {
            try
            {
                process.Start();
                process.BeginErrorReadLine();
            }
            catch (Exception exception)
            {
                ready.TrySetException(exception);
            }

            over.Wait();
        })
        { IsBackground = true, Name = "postgres parent" }.Start();
        await ready.Task.WaitAsync(TimeSpan.FromSeconds(60));
        return new PostgresProcess(process, over);
    }

    /// <summary>Quit: no shutdown of the database, as a crash.</summary>
    public async Task StopAsync()
    {
        if (!_process.HasExited)
        {
            using var kill = Process.Start("kill", ["-QUIT", _process.Id.ToString()]);
            await kill.WaitForExitAsync();
        }

        await _process.WaitForExitAsync();
        _over.Set();
        _process.Dispose();
    }
}
