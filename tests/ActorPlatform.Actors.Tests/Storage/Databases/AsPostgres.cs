using System.Diagnostics;

namespace ActorPlatform.Actors.Tests.Storage.Databases;

/// <summary>PostgreSQL refuses to run as root: then its programs run as its own user.</summary>
internal static class AsPostgres
{
    public static bool Needed => Environment.UserName == "root";

    public static async Task RunAsync(string program, params string[] arguments)
    {
        if (program == "chown")
        {
            if (!Needed)
            {
                return;
            }

            await RunProcessAsync(program, arguments);
        }
        else if (Needed)
        {
            await RunProcessAsync("runuser", ["-u", "postgres", "--", program, .. arguments]);
        }
        else
        {
            await RunProcessAsync(program, arguments);
        }
    }

    private static async Task RunProcessAsync(string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true, WorkingDirectory = Path.GetTempPath() };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = await process.StandardError.ReadToEndAsync();
        await output;
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(0, $"{program}: {error}");
    }
}
