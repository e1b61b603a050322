using System.Globalization;
using ActorPlatform.Chaos.Clients;
using ActorPlatform.Chaos.Processes;
using Xunit.Abstractions;

namespace ActorPlatform.Chaos.Runs;

/// <summary>A run in a folder of its own, which is kept when it fails.</summary>
internal static class KeptRun
{
    /// <param name="run">Gets the folder, the recorder and the seed.</param>
    public static async Task ExecuteAsync(ITestOutputHelper output, string name, int seed, Func<string, Recorder, int, Task> run)
    {
        Skip.IfNot(Postgres.IsInstalled, "PostgreSQL 15 is not here; install it: apt-get install postgresql-15");
        var folder = Directory.CreateTempSubdirectory($"actorplatform-chaos-{name}-{seed}-").FullName;
        output.WriteLine($"CHAOS_SEED={seed}, history and logs in {folder}");
        using var recorder = new Recorder(folder);
        try
        {
            await run(folder, recorder, seed);
        }
        catch (Exception exception)
        {
            throw new InvalidOperationException($"The run with CHAOS_SEED={seed} failed; its history and logs are kept in {folder}\n{exception.Message}", exception);
        }
        finally
        {
            foreach (var line in recorder.Told)
                output.WriteLine(line);
        }

        if (Environment.GetEnvironmentVariable("CHAOS_KEEP") is null)
            Directory.Delete(folder, recursive: true);
    }

    /// <summary>A number from the environment.</summary>
    public static int Setting(string name, int otherwise) =>
        name.Length > 0 && Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? int.Parse(value, CultureInfo.InvariantCulture) : otherwise;
}
