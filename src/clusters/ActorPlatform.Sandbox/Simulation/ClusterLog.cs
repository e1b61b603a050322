using System.Text;
using System.Text.Json;
using ActorPlatform.Sandbox.Files;

namespace ActorPlatform.Sandbox.Simulation;

/// <summary>Keeps a cluster's commands and the bytes of its files in a folder, or files in memory only. A killed process loses at most the command under way.</summary>
internal sealed class ClusterLog : IDisposable
{
    private readonly string? _folder;
    private readonly Dictionary<string, byte[]> _inMemory = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private FileStream? _stream;

    /// <param name="folder">Made when it is missing; null: nothing is kept.</param>
    public ClusterLog(string? folder)
    {
        _folder = folder;
        if (folder is not null)
            Directory.CreateDirectory(Path.Combine(folder, "blobs"));
    }

    private string Commands => Path.Combine(_folder!, "commands.jsonl");

    /// <summary>What was appended, oldest first; a line that was cut off ends it, and is cut away.</summary>
    public IReadOnlyList<Command> Open()
    {
        var commands = new List<Command>();
        if (_folder is null)
            return commands;
        _stream = new FileStream(Commands, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        _stream.SetLength(WholeLines(_stream));
        _stream.Position = 0;
        using (var lines = new StreamReader(_stream, Encoding.UTF8, leaveOpen: true))
            while (lines.ReadLine() is { } line)
                commands.Add(JsonSerializer.Deserialize(line, PlanJson.Default.Command)!);
        _stream.Position = _stream.Length;
        return commands;
    }

    public void Append(Command command)
    {
        if (_stream is null)
            return;
        _stream.Write(JsonSerializer.SerializeToUtf8Bytes(command, PlanJson.Default.Command));
        _stream.WriteByte((byte)'\n');
        _stream.Flush();
    }

    /// <summary>Keeps bytes under a new name.</summary>
    public async Task<(string Blob, long Length)> KeepAsync(Stream bytes, CancellationToken cancellationToken)
    {
        var blob = Guid.NewGuid().ToString("n");
        if (_folder is null)
        {
            using var memory = new MemoryStream();
            await bytes.CopyToAsync(memory, cancellationToken);
            lock (_gate)
                _inMemory[blob] = memory.ToArray();
            return (blob, memory.Length);
        }

        await using var file = File.Create(PathOf(blob));
        await bytes.CopyToAsync(file, cancellationToken);
        return (blob, file.Length);
    }

    /// <summary>Throws kept bytes away that no command came to name.</summary>
    public void Drop(string blob)
    {
        if (_folder is not null)
            File.Delete(PathOf(blob));
        lock (_gate)
            _inMemory.Remove(blob);
    }

    public Content ContentOf(PutFile put)
    {
        if (_folder is not null)
            return new DiskContent(PathOf(put.Blob), put.Length);
        lock (_gate)
            return _inMemory.Remove(put.Blob, out var bytes) ? new BytesContent(bytes) : throw new InvalidOperationException($"{put.Path} was not kept.");
    }

    public void Dispose() => _stream?.Dispose();

    private string PathOf(string blob) => Path.Combine(_folder!, "blobs", blob);

    // A killed process may have left a part of a line.
    private static long WholeLines(FileStream stream)
    {
        for (var length = stream.Length; length > 0; length--)
        {
            stream.Position = length - 1;
            if (stream.ReadByte() == '\n')
                return length;
        }

        return 0;
    }
}
