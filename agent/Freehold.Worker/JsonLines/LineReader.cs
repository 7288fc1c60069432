using System.Buffers;

namespace Freehold.Worker.JsonLines;

/// <summary>
/// Reads lines that end in LF, without copying them, and keeps count. Blank lines are passed over; a byte order mark at the start
/// of the file is no part of the first line.
/// </summary>
internal sealed class LineReader(Stream stream) : IDisposable
{
    /// <summary>A line over 16 MiB, less the reader's need, is taken for a file that has no line ends.</summary>
    public const int LongestLine = (16 * 1024 * 1024) - 1024;

    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(1024 * 1024);
    private int _start;
    private int _end;
    private int _lineStart;
    private int _lineLength;
    private bool _streamEnded;
    private bool _begun;

    /// <summary>Number of the line, from 1.</summary>
    public long Number { get; private set; }

    /// <summary>The line without its end; valid until the next is read.</summary>
    public ReadOnlySpan<byte> Line => _buffer.AsSpan(_lineStart, _lineLength);

    /// <summary>Whether reading stopped at a line over <see cref="LongestLine"/>.</summary>
    public bool TooLong { get; private set; }

    /// <summary>Whether the file begins with a byte order mark.</summary>
    public bool HasByteOrderMark { get; private set; }

    /// <summary>Reads the next line that is not blank.</summary>
    /// <returns>False at the end of the file, and at a line that is too long.</returns>
    public bool Read()
    {
        if (!_begun)
            SkipByteOrderMark();

        while (!TooLong && ReadAny())
        {
            if (Line.IndexOfAnyExcept(" \t\r"u8) >= 0)
                return true;
        }

        return false;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
    }

    private bool ReadAny()
    {
        while (true)
        {
            var length = _buffer.AsSpan(_start, _end - _start).IndexOf((byte)'\n');
            if (length >= 0 || (_streamEnded && _end > _start))
            {
                _lineStart = _start;
                _lineLength = length >= 0 ? length : _end - _start;
                _start += _lineLength + (length >= 0 ? 1 : 0);
                Number++;
                return true;
            }

            if (_streamEnded)
                return false;

            if (_end - _start > LongestLine)
            {
                Number++;
                TooLong = true;
                return false;
            }

            Fill();
        }
    }

    private void SkipByteOrderMark()
    {
        _begun = true;
        while (_end < 3 && !_streamEnded)
            Fill();
        HasByteOrderMark = _buffer.AsSpan(0, _end).StartsWith("\uFEFF"u8);
        _start = HasByteOrderMark ? 3 : 0;
    }

    private void Fill()
    {
        var rest = _end - _start;
        var target = rest > _buffer.Length / 2 ? ArrayPool<byte>.Shared.Rent(_buffer.Length * 2) : _buffer;
        _buffer.AsSpan(_start, rest).CopyTo(target);
        if (target != _buffer)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = target;
        }

        _start = 0;
        var read = stream.Read(_buffer, rest, _buffer.Length - rest);
        _end = rest + read;
        _streamEnded = read == 0;
    }
}
