using ActorPlatform.Hocon;
using ActorPlatform.Hocon.Conversion;

namespace ActorPlatform.Edge.Tests.Hocon;

/// <summary>A folder with configuration files that lives as long as one test.</summary>
internal sealed class TemporaryFiles : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("hocon-");

    public string Path(string name) => System.IO.Path.Combine(_folder.FullName, name);

    public TemporaryFiles With(string name, string text)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path(name))!);
        File.WriteAllText(Path(name), text);
        return this;
    }

    public string Json(string name) => HoconFile.Read(Path(name), HoconTexts.Options()).ToJsonText();

    public HoconException Error(string name) => Should.Throw<HoconException>(() => Json(name));

    public void Dispose() => _folder.Delete(recursive: true);
}
