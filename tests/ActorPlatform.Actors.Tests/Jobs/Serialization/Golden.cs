using System.Runtime.CompilerServices;

namespace ActorPlatform.Actors.Tests.Jobs.Serialization;

/// <summary>Stored texts, checked in. A missing one is written beside this file and fails the test once: look at it and check it in.</summary>
internal static class Golden
{
    public static string Read(string name, string written, [CallerFilePath] string here = "")
    {
        var copied = Path.Combine(AppContext.BaseDirectory, "Jobs", "Serialization", "golden", name);
        if (File.Exists(copied))
            return File.ReadAllText(copied).TrimEnd('\n');
        var source = Path.Combine(Path.GetDirectoryName(here)!, "golden", name);
        Directory.CreateDirectory(Path.GetDirectoryName(source)!);
        File.WriteAllText(source, written + "\n");
        throw new FileNotFoundException($"There was no golden file {name}; it was written and must be checked in.");
    }
}
