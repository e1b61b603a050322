namespace ActorPlatform.Host.Cli;

/// <summary>A file that tells how much of it was sent.</summary>
/// <param name="tell">Bytes that were sent.</param>
internal sealed class CountedFile(string path, Action<long> tell) : FileStream(path, new FileStreamOptions { Options = FileOptions.Asynchronous | FileOptions.SequentialScan })
{
    private const int Part = 128 * 1024;

    public override async Task CopyToAsync(Stream destination, int bufferSize, CancellationToken cancellationToken)
    {
        var buffer = new byte[Part];
        for (int read; (read = await ReadAsync(buffer, cancellationToken)) > 0;)
        {
            await destination.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            tell(Position);
        }
    }
}
