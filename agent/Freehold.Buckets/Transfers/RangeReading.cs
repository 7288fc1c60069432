using System.Buffers;
using Freehold.Buckets.Directories;
using Freehold.Buckets.Remote;
using Microsoft.Win32.SafeHandles;

namespace Freehold.Buckets.Transfers;

/// <summary>Reads ranges of one object into one file. Each method is one request, which goes on where an earlier one broke off.</summary>
internal sealed class RangeReading(IObjectStore store, string key, string address, string path, TimeSpan silence) : IDisposable
{
    private const int BufferBytes = 128 * 1024;

    private RangePosition? _first;
    private SafeFileHandle? _file;
    private string? _version;

    /// <summary>Size of the object; known after the first range.</summary>
    public long TotalBytes { get; private set; }

    /// <summary>Digest of the object where the store has one, lower-case hex.</summary>
    public string? Md5 { get; private set; }

    /// <summary>The file, which exists after the first range.</summary>
    public SafeFileHandle File => _file ?? throw new InvalidOperationException("The first range was not read.");

    /// <summary>Reads the first range.</summary>
    public async Task FirstAsync(CancellationToken cancellationToken)
    {
        if (_first is not null)
        {
            await ContinueAsync(_first, cancellationToken);
            return;
        }

        await using var range = await store.ReadAsync(key, 0, store.RangeBytes, version: null, cancellationToken);
        (TotalBytes, _version, Md5) = (range.TotalBytes, range.Version, range.Md5);

        // The room is taken now: a disk that is too small is known before gigabytes have travelled.
        _file = Locally(() => System.IO.File.OpenHandle(
            path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Read, FileOptions.Asynchronous, preallocationSize: TotalBytes));
        _first = new(new(0, Math.Min(TotalBytes, store.RangeBytes)));
        await CopyAsync(range.Content, _first, cancellationToken);
    }

    /// <summary>Reads what is missing of a range.</summary>
    public async Task ContinueAsync(RangePosition position, CancellationToken cancellationToken)
    {
        if (position.Missing == 0)
            return;

        await using var range = await store.ReadAsync(key, position.Next, position.Missing, _version, cancellationToken);
        await CopyAsync(range.Content, position, cancellationToken);
    }

    public void Dispose() => _file?.Dispose();

    private async Task CopyAsync(Stream content, RangePosition position, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        using var quiet = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            while (position.Missing > 0)
            {
                quiet.CancelAfter(silence);
                var read = await content.ReadAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, position.Missing)), quiet.Token);
                if (read == 0)
                    throw new EndOfStreamException("The range ended early.");

                await WriteAsync(buffer.AsMemory(0, read), position.Next, cancellationToken);
                position.Advance(read);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    // Errors of the disk and of the network have the same type: they are told apart here.
    private async Task WriteAsync(ReadOnlyMemory<byte> bytes, long offset, CancellationToken cancellationToken)
    {
        try
        {
            await RandomAccess.WriteAsync(File, bytes, offset, cancellationToken);
        }
        catch (IOException e)
        {
            throw FileErrors.TranslateWrite(e, address);
        }
    }

    private T Locally<T>(Func<T> open)
    {
        try
        {
            return open();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw FileErrors.TranslateWrite(e, address);
        }
    }
}
