namespace System.IO.Hashing;

/// <summary>A checksum that is fed piece by piece and read at any time.</summary>
public abstract class NonCryptographicHashAlgorithm
{
    protected NonCryptographicHashAlgorithm(int hashLengthInBytes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(hashLengthInBytes, 1);
        HashLengthInBytes = hashLengthInBytes;
    }

    public int HashLengthInBytes { get; }

    public abstract void Append(ReadOnlySpan<byte> source);

    public abstract void Reset();

    /// <summary>Appends the rest of the stream.</summary>
    public void Append(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        using var appending = new AppendingStream(this);
        stream.CopyTo(appending);
    }

    /// <summary>Appends the rest of the stream.</summary>
    public async Task AppendAsync(Stream stream, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        await using var appending = new AppendingStream(this);
        await stream.CopyToAsync(appending, cancellationToken);
    }

    /// <summary>The checksum of everything appended so far, which may go on afterwards.</summary>
    public byte[] GetCurrentHash()
    {
        var hash = new byte[HashLengthInBytes];
        GetCurrentHashCore(hash);
        return hash;
    }

    /// <returns>The number of bytes written: <see cref="HashLengthInBytes"/>.</returns>
    /// <exception cref="ArgumentException">The destination is shorter than the checksum.</exception>
    public int GetCurrentHash(Span<byte> destination)
    {
        if (destination.Length < HashLengthInBytes)
            throw new ArgumentException("The destination is shorter than the checksum.", nameof(destination));

        GetCurrentHashCore(destination[..HashLengthInBytes]);
        return HashLengthInBytes;
    }

    /// <param name="destination">Exactly <see cref="HashLengthInBytes"/> long.</param>
    protected abstract void GetCurrentHashCore(Span<byte> destination);
}
