using System.IO.Compression;

namespace Freehold.Worker.Plain;

/// <summary>
/// Reads a gzip file, of one or several members, and makes sure that it is whole: .NET's own stream takes a file that breaks off,
/// or an empty one, for the end.
/// </summary>
internal sealed class WholeGzipStream : Stream
{
    private readonly FileStream _file;
    private readonly GZipStream _gzip;
    private uint _bytesOfMember;
    private bool _any;

    /// <summary>Takes the file over.</summary>
    public WholeGzipStream(FileStream file)
    {
        _file = file;
        _gzip = new GZipStream(file, CompressionMode.Decompress, leaveOpen: true);
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <exception cref="InvalidDataException">The file is damaged or not whole.</exception>
    public override int Read(Span<byte> buffer)
    {
        var read = _gzip.Read(buffer);
        _any |= read > 0;
        _bytesOfMember += (uint)read;
        if (read == 0 && buffer.Length > 0 && (_file.Length < 18 || !EndsWithSize()))
            throw new InvalidDataException();
        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _gzip.Dispose();
            _file.Dispose();
        }

        base.Dispose(disposing);
    }

    // The last four bytes are the size of the last member, modulo 2^32. Of several members only the last one's is there, so
    // then it may be less than what was read.
    private bool EndsWithSize()
    {
        Span<byte> size = stackalloc byte[4];
        var read = RandomAccess.Read(_file.SafeFileHandle, size, _file.Length - size.Length);
        var last = System.Buffers.Binary.BinaryPrimitives.ReadUInt32LittleEndian(size);
        return read == size.Length && (_any ? last == _bytesOfMember || last < _bytesOfMember : last == 0);
    }
}
