using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace ActorPlatform.Sandbox.Files;

/// <summary>What a snapshot of a simulated job holds.</summary>
/// <param name="FlinkJob">The job's id at Flink, 32 hex digits.</param>
/// <param name="Id">The checkpoint's number.</param>
/// <param name="Count">Records seen when it was triggered: the job's whole state.</param>
/// <param name="Parallelism">Subtasks of each operator.</param>
/// <param name="FlinkVersion">Major and minor: decides the layout.</param>
/// <param name="Format">CANONICAL or NATIVE of a savepoint; null for a checkpoint.</param>
internal sealed record SnapshotContent(string FlinkJob, long Id, long Count, int Parallelism, string FlinkVersion, string? Format);

/// <summary>What a restore reads out of one.</summary>
/// <param name="Files">Files beside <c>_metadata</c>, with their lengths.</param>
internal sealed record SnapshotRead(long Id, long Count, bool IsSavepoint, IReadOnlyList<(string Name, long Length)> Files);

/// <summary>
/// A real <c>_metadata</c> file, as Flink 1.17 to 2.3 writes it for a job of two operators: a source, whose offset stands in the file, and a keyed one, whose state lies
/// beside it, a file per subtask.
/// </summary>
internal static class CheckpointFile
{
    /// <summary>Bytes of each file beside it.</summary>
    public const int StateBytes = 4096;

    private const int Magic = 0x4960672D;
    private const int MaxParallelism = 128;
    private const byte Inline = 1;
    private const byte Relative = 6;
    private const byte Partitionable = 4;
    private const byte KeyGroups = 12;
    private const byte CanonicalKeyGroups = 7;

    public static byte[] Write(SnapshotContent snapshot)
    {
        var pen = new BinaryPen();
        var version = VersionOf(snapshot.FlinkVersion);
        pen.Int(Magic);
        pen.Int(version);
        pen.Long(snapshot.Id);
        pen.Int(0);
        pen.Int(2);
        WriteOperator(pen, snapshot, version, "rig-source", WriteOffsets);
        WriteOperator(pen, snapshot, version, "rig-count", WriteKeyed);
        pen.Raw(Properties(snapshot.Format));
        return pen.ToArray();
    }

    /// <summary>The names of the files beside it, a subtask each.</summary>
    public static string StateFile(SnapshotContent snapshot, int subtask) => new Guid(Hash($"{snapshot.FlinkJob}/{snapshot.Id}/{snapshot.Format}/{subtask}")).ToString();

    /// <summary>The bytes of such a file.</summary>
    public static byte[] State(SnapshotContent snapshot, int subtask)
    {
        var bytes = new byte[StateBytes];
        var seed = Hash($"{snapshot.FlinkJob}/{snapshot.Id}/{subtask}");
        for (var i = 0; i < bytes.Length; i++)
            bytes[i] = (byte)(seed[i % seed.Length] + (i / seed.Length));
        return bytes;
    }

    /// <exception cref="InvalidDataException">It is broken, or was not written by a sandbox.</exception>
    public static SnapshotRead Read(byte[] bytes)
    {
        var eye = new BinaryEye(bytes);
        if (eye.Int() != Magic)
            throw new InvalidDataException("Unexpected magic number.");
        var version = eye.Int();
        if (version is < 4 or > 6)
            throw new InvalidDataException($"Unrecognized checkpoint version number: {version}");
        var id = eye.Long();
        if (eye.Int() != 0)
            throw new InvalidDataException("Master states, of which a simulated job has none.");
        var reader = new OperatorReader(eye, version);
        for (var left = eye.Count(); left > 0; left--)
            reader.Read();
        var properties = eye.Take(bytes.Length - eye.Position).ToArray();
        foreach (var format in (ReadOnlySpan<string?>)[null, "CANONICAL", "NATIVE"])
            if (properties.AsSpan().SequenceEqual(Properties(format)))
                return new SnapshotRead(id, reader.Count, format is not null, reader.Files);
        throw new InvalidDataException("The file is cut, or was written by a real Flink.");
    }

    private static void WriteOperator(BinaryPen pen, SnapshotContent snapshot, int version, string name, Action<BinaryPen, SnapshotContent, int> writeSubtask)
    {
        if (version >= 5)
        {
            pen.Text(name);
            pen.Text(name);
        }

        pen.Raw(Hash(name));
        pen.Int(snapshot.Parallelism);
        pen.Int(MaxParallelism);
        pen.Byte(0);
        pen.Int(snapshot.Parallelism);
        for (var subtask = 0; subtask < snapshot.Parallelism; subtask++)
        {
            pen.Int(subtask);
            writeSubtask(pen, snapshot, subtask);
            pen.Int(0);
            pen.Int(0);
        }
    }

    private static void WriteOffsets(BinaryPen pen, SnapshotContent snapshot, int subtask)
    {
        pen.Int(1);
        pen.Byte(Partitionable);
        pen.Int(1);
        pen.Text("offsets");
        pen.Byte(0);
        pen.Int(1);
        pen.Long(0);
        pen.Byte(Inline);
        pen.Text(string.Create(CultureInfo.InvariantCulture, $"offsets-{subtask}"));
        pen.Int(8);
        pen.Long(subtask == 0 ? snapshot.Count : 0);
        pen.Int(0);
        pen.Byte(0);
        pen.Byte(0);
    }

    private static void WriteKeyed(BinaryPen pen, SnapshotContent snapshot, int subtask)
    {
        var first = MaxParallelism * subtask / snapshot.Parallelism;
        var groups = (MaxParallelism * (subtask + 1) / snapshot.Parallelism) - first;
        pen.Int(0);
        pen.Int(0);
        pen.Byte(snapshot.Format == "CANONICAL" ? CanonicalKeyGroups : KeyGroups);
        pen.Int(first);
        pen.Int(groups);
        for (var group = 0; group < groups; group++)
            pen.Long((long)StateBytes * group / groups);
        pen.Byte(Relative);
        pen.Text(StateFile(snapshot, subtask));
        pen.Long(StateBytes);
        if (snapshot.Format != "CANONICAL")
            pen.Text(new Guid(Hash($"handle/{StateFile(snapshot, subtask)}")).ToString());
        pen.Byte(0);
    }

    private static int VersionOf(string flink) => flink switch
    {
        "2.0" => 5,
        _ when flink.StartsWith('1') => 4,
        _ => 6,
    };

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text))[..16];

    // What Flink appends is a Java object; these are its bytes, as written by 1.20.5.
    private static byte[] Properties(string? format) => s_properties.GetOrAdd(
        format is null ? "checkpoint" : $"savepoint-{format.ToLowerInvariant()}",
        static name =>
        {
            using var resource = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!;
            var bytes = new byte[resource.Length];
            resource.ReadExactly(bytes);
            return bytes;
        });

    private static readonly System.Collections.Concurrent.ConcurrentDictionary<string, byte[]> s_properties = new();

    /// <summary>Reads what this class writes; anything else is an error.</summary>
    private sealed class OperatorReader(BinaryEye eye, int version)
    {
        public long Count { get; private set; }

        public List<(string Name, long Length)> Files { get; } = [];

        public void Read()
        {
            if (version >= 5)
            {
                eye.Text();
                eye.Text();
            }

            eye.Take(16 + 8);
            Expect(eye.Byte() == 0);
            for (var left = eye.Count(); left > 0; left--)
            {
                Expect(eye.Int() >= 0);
                if (eye.Int() == 1)
                    ReadOffsets();
                Expect(eye.Int() == 0);
                ReadKeyed(eye.Byte());
                Expect(eye.Byte() == 0 && eye.Int() == 0 && eye.Int() == 0);
            }
        }

        private void ReadOffsets()
        {
            Expect(eye.Byte() == Partitionable && eye.Int() == 1 && eye.Text() == "offsets");
            eye.Take(1 + 4 + 8);
            Expect(eye.Byte() == Inline);
            eye.Text();
            Expect(eye.Int() == 8);
            Count += eye.Long();
        }

        private void ReadKeyed(byte tag)
        {
            if (tag == 0)
                return;
            Expect(tag is KeyGroups or CanonicalKeyGroups);
            eye.Int();
            eye.Take(8 * eye.Count());
            Expect(eye.Byte() == Relative);
            Files.Add((eye.Text(), eye.Long()));
            if (tag == KeyGroups)
                eye.Text();
        }

        private static void Expect(bool holds)
        {
            if (!holds)
                throw new InvalidDataException("Not the state of a simulated job.");
        }
    }
}
