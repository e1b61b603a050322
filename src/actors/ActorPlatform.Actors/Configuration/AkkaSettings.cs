namespace ActorPlatform.Actors.Configuration;

/// <summary>Our own settings of Akka.NET, the same on every node: hocon/akka.conf, carried inside this assembly.</summary>
public static class AkkaSettings
{
    /// <summary>The file's text. An operator's <c>akka { … }</c> comes before it.</summary>
    public static string Read()
    {
        using var stream = typeof(AkkaSettings).Assembly.GetManifestResourceStream("akka.conf")
            ?? throw new InvalidOperationException("akka.conf is missing in this build; build it again from a whole checkout.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
