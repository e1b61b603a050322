using System.Text;

namespace ActorPlatform.Hocon.Syntax;

/// <summary>A text to parse, checked to be whole Unicode, with the files that led to it.</summary>
/// <param name="Name">What errors call it: the path of the file.</param>
/// <param name="File">Its full path, or null for a text that is no file.</param>
/// <param name="Text">The whole text.</param>
/// <param name="Includer">The source that includes this one.</param>
internal sealed record SourceText(string Name, string? File, string Text, SourceText? Includer)
{
    private static readonly UTF8Encoding _strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static SourceText Of(string name, string text, HoconReadOptions options)
    {
        if (text.Length > options.MaxSourceSize)
            throw new HoconException(HoconOrigin.Of(name), $"{text.Length} characters; allowed: at most {options.MaxSourceSize}");
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
                i++;
            else if (char.IsSurrogate(text[i]))
                throw new HoconException(Locate(name, text.AsSpan(0, i), '\n'), "half of a surrogate pair; the text must be valid Unicode");
        }

        return new SourceText(name, null, text, null);
    }

    /// <summary>Reads a file; null when there is none.</summary>
    /// <exception cref="HoconException">It cannot be read, is too large, or is not UTF-8.</exception>
    public static SourceText? Read(string file, SourceText? includer, HoconReadOptions options)
    {
        try
        {
            var bytes = ReadBytes(file, options.MaxSourceSize);
            return new SourceText(file, file, _strict.GetString(bytes), includer);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (DecoderFallbackException exception)
        {
            var before = ReadBytes(file, options.MaxSourceSize).AsSpan(0, Math.Max(exception.Index, 0));
            throw new HoconException(Locate(file, before, (byte)'\n'), "bytes that are not UTF-8; save the file as UTF-8", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            throw new HoconException(HoconOrigin.Of(file), $"the file cannot be read: {exception.Message}", exception);
        }
    }

    // Read by its content and not by its length: a device or a pipe has none, and must not fill the memory.
    private static byte[] ReadBytes(string file, int maxSize)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var bytes = new MemoryStream();
        var buffer = new byte[81920];
        for (var read = stream.Read(buffer); read > 0; read = stream.Read(buffer))
        {
            bytes.Write(buffer, 0, read);
            if (bytes.Length > maxSize)
                throw new HoconException(HoconOrigin.Of(file), $"the file is larger than {maxSize} bytes, the most that is allowed");
        }

        return bytes.ToArray();
    }

    private static HoconOrigin Locate<T>(string name, ReadOnlySpan<T> before, T newline)
        where T : IEquatable<T> =>
        new(name, before.Count(newline) + 1, before.Length - before.LastIndexOf(newline));
}
