using ActorPlatform.Jobs.Facade;

namespace ActorPlatform.Api.Wire;

/// <summary>A part of a run's log, in whole lines.</summary>
/// <param name="Origin">Who gave it.</param>
/// <param name="From">Where in the file the part begins, in bytes.</param>
/// <param name="To">Where it ends.</param>
/// <param name="Length">The file's length when it was read.</param>
/// <param name="Before">For the part before this one; left out at the beginning of the file.</param>
/// <param name="Text">The lines; with q only those that contain it.</param>
internal sealed record LogBody(string Source, string Origin, long From, long To, long Length, long? Before, string Text)
{
    public static LogBody Of(LogText part) => new(part.Source, part.Origin, part.From, part.To, part.Length, part.Before, part.Text);
}
