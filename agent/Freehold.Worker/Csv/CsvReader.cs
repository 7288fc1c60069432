using System.Buffers;
using System.Text.Unicode;

namespace Freehold.Worker.Csv;

/// <summary>
/// Reads CSV row by row and keeps count of the lines, so that every problem has its place. Holds one row and what was read
/// ahead, never the file. LF, CR LF and CR end a line, also mixed; an empty line is a row only where rows have one field.
/// </summary>
/// <remarks>
/// One implementation serves the check of a whole file, the search for a faulty value, and the rewriting of odd files, so that
/// they cannot disagree.
/// </remarks>
internal sealed class CsvReader : IDisposable
{
    /// <summary>A row over 16 MiB is taken for a quote that was never closed.</summary>
    public const int LongestRow = 16 * 1024 * 1024;

    private const int ReadAhead = 1024 * 1024;

    private readonly Stream _stream;
    private readonly CsvFormat _format;
    private readonly SearchValues<byte> _endsOfPlainField;
    private CsvField[] _fields = new CsvField[64];
    private byte[] _buffer;
    private int _start;
    private int _end;
    private long _nextLine = 1;
    private int _problemAt;
    private bool _streamEnded;
    private bool _begun;

    /// <summary>Reads from a stream, which stays the caller's.</summary>
    public CsvReader(Stream stream, CsvFormat format)
    {
        _stream = stream;
        _format = format;
        _endsOfPlainField = SearchValues.Create([format.Delimiter, format.Quote, (byte)'\n', (byte)'\r']);
        _buffer = ArrayPool<byte>.Shared.Rent(ReadAhead);
    }

    /// <summary>Line on which the row, or the problem, begins; from 1.</summary>
    public long Line { get; private set; }

    /// <summary>Number of fields of the row.</summary>
    public int FieldCount { get; private set; }

    /// <summary>Length of the row in bytes, with its line end.</summary>
    public int RowBytes { get; private set; }

    /// <summary>Bytes of the stream that were read as rows so far.</summary>
    public long Position { get; private set; }

    /// <summary>What is wrong; after a problem nothing more is read.</summary>
    public CsvProblem Problem { get; private set; }

    /// <summary>What the engine's reader could not be trusted with, so far.</summary>
    public CsvOddities Oddities { get; private set; }

    /// <summary>Whether a row of one empty field counts: true once rows are known to have one field.</summary>
    public bool BlankLinesAreRows { get; set; }

    /// <summary>Reads the next row.</summary>
    /// <returns>False at the end of the file and at a <see cref="Problem"/>.</returns>
    public bool Read()
    {
        if (!_begun)
            SkipByteOrderMark();

        while (Problem is CsvProblem.None)
        {
            var length = Scan();
            if (length == 0)
                return false;

            if (length < 0)
            {
                if (_streamEnded || !Fill())
                    return false;
                continue;
            }

            var row = _buffer.AsSpan(_start, length);
            RowBytes = length;
            Position += length;
            _start += length;

            if (FieldCount == 1 && !BlankLinesAreRows && _fields[0] is { Length: 0, IsQuoted: false })
            {
                Oddities |= CsvOddities.BlankLine;
                continue;
            }

            if (!Utf8.IsValid(row))
                return Fail(CsvProblem.NotUtf8, Line + LineEndsBeforeBadByte(row));
            if (row.Contains((byte)0))
                Oddities |= CsvOddities.Nul;
            return true;
        }

        return false;
    }

    /// <summary>The row's bytes with its line end; after <see cref="TryRecover"/> those of the bad row.</summary>
    public ReadOnlySpan<byte> RowText => _buffer.AsSpan(_start - RowBytes, RowBytes);

    /// <summary>
    /// Leaves a bad row behind, so that reading can go on after it. A row with a quote in the wrong place ends with that quote's line;
    /// a quote that is never closed takes one line with it.
    /// </summary>
    /// <returns>False when nobody can say where the next row begins.</returns>
    public bool TryRecover()
    {
        if (Problem is CsvProblem.NotUtf8)
        {
            Problem = CsvProblem.None; // the row is whole
            return true;
        }

        if (Problem is not (CsvProblem.MisplacedQuote or CsvProblem.UnterminatedQuote))
            return false;

        var problem = Problem;
        var end = LineEndFrom(problem is CsvProblem.UnterminatedQuote ? _start : _problemAt);
        if (Problem != problem)
            return false; // too long

        Problem = CsvProblem.None;
        RowBytes = end - _start;
        Position += RowBytes;
        _start = end;
        _nextLine += Math.Max(1, CountLineEnds(RowText));
        return true;
    }

    /// <summary>One field of the row, without its quotes.</summary>
    /// <param name="index">From 0.</param>
    /// <param name="scratch">Used when quotes have to be taken out; grown as needed.</param>
    public ReadOnlySpan<byte> Field(int index, ref byte[] scratch)
    {
        var field = _fields[index];
        var text = _buffer.AsSpan(field.Start, field.Length);
        return field.HasDoubledQuotes ? Undouble(text, ref scratch) : text;
    }

    /// <summary>Whether a field of the row was written in quotes.</summary>
    public bool IsQuoted(int index) => _fields[index].IsQuoted;

    /// <inheritdoc/>
    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
    }

    // Scans one row from _start: its length with the line end, 0 at the end of the file or a problem, -1 when more has to be read.
    private int Scan()
    {
        var data = _buffer.AsSpan(0, _end);
        var at = _start;
        var lines = 0;
        Line = _nextLine;
        FieldCount = 0;

        if (at == data.Length)
            return _streamEnded ? 0 : -1;

        while (true)
        {
            if (at < data.Length && data[at] == _format.Quote)
            {
                // 1. A quoted field: to the quote that is not doubled.
                var begin = ++at;
                var doubled = false;
                while (true)
                {
                    var quote = data[at..].IndexOf(_format.Quote);
                    if (quote < 0 || (at + quote + 1 == data.Length && !_streamEnded))
                        return _streamEnded ? Stop(CsvProblem.UnterminatedQuote, Line + lines) : -1;

                    at += quote + 1;
                    if (at == data.Length || data[at] != _format.Quote)
                        break;
                    doubled = true;
                    at++;
                }

                var within = CountLineEnds(data[begin..(at - 1)]);
                lines += within;
                Oddities |= within > 0 ? CsvOddities.QuotedLineEnd : CsvOddities.None;
                Add(new CsvField(begin, at - 1 - begin, IsQuoted: true, doubled));
                if (at < data.Length && data[at] != _format.Delimiter && data[at] is not ((byte)'\n' or (byte)'\r'))
                {
                    _problemAt = at;
                    return Stop(CsvProblem.MisplacedQuote, Line + lines);
                }
            }
            else
            {
                // 2. A plain field: to the delimiter or the line end. Quotes within are text.
                var begin = at;
                while (true)
                {
                    var found = data[at..].IndexOfAny(_endsOfPlainField);
                    if (found < 0)
                    {
                        if (!_streamEnded)
                            return -1;
                        at = data.Length;
                        break;
                    }

                    at += found;
                    if (data[at] != _format.Quote)
                        break;
                    Oddities |= CsvOddities.StrayQuote;
                    at++;
                }

                Add(new CsvField(begin, at - begin, IsQuoted: false, HasDoubledQuotes: false));
            }

            // 3. What ends the field: the delimiter, the line, or the file.
            if (at == data.Length)
                return _streamEnded ? Row(at, lines) : -1;

            if (data[at] == _format.Delimiter)
            {
                at++;
                if (at == data.Length && !_streamEnded)
                    return -1;
                continue;
            }

            if (data[at] == (byte)'\r' && at + 1 == data.Length && !_streamEnded)
                return -1; // whether LF follows is not known yet

            var pair = data[at] == (byte)'\r' && at + 1 < data.Length && data[at + 1] == (byte)'\n';
            Oddities |= pair ? CsvOddities.CarriageReturnLineFeeds
                : data[at] == (byte)'\n' ? CsvOddities.LineFeeds
                : CsvOddities.CarriageReturns;
            return Row(at + (pair ? 2 : 1), lines + 1);
        }
    }

    private int Row(int end, int lines)
    {
        _nextLine = Line + lines;
        return end - _start;
    }

    private int Stop(CsvProblem problem, long line)
    {
        Fail(problem, line);
        return 0;
    }

    private bool Fail(CsvProblem problem, long line)
    {
        Problem = problem;
        Line = line;
        return false;
    }

    private void Add(CsvField field)
    {
        if (FieldCount == _fields.Length)
            Array.Resize(ref _fields, _fields.Length * 2);
        _fields[FieldCount++] = field;
    }

    private void SkipByteOrderMark()
    {
        _begun = true;
        while (_end < 3 && !_streamEnded)
            Fill();
        if (!_buffer.AsSpan(0, _end).StartsWith("\uFEFF"u8))
            return;

        _start = 3;
        Position = 3;
    }

    private int LineEndFrom(int at)
    {
        while (true)
        {
            var found = _buffer.AsSpan(at, _end - at).IndexOfAny((byte)'\n', (byte)'\r');
            var next = at + found + 1;
            if (found >= 0 && (next < _end || _streamEnded))
                return next < _end && _buffer[next - 1] == (byte)'\r' && _buffer[next] == (byte)'\n' ? next + 1 : next;
            if (_streamEnded)
                return _end;

            var ahead = at - _start;
            if (!Fill())
                return _end;
            at = _start + ahead;
        }
    }

    // Moves the unread rest to the front and reads on; makes room first when a row fills the buffer.
    private bool Fill()
    {
        var rest = _end - _start;
        if (rest > LongestRow)
            return Fail(CsvProblem.RowTooLong, _nextLine);

        var target = rest > _buffer.Length / 2 ? ArrayPool<byte>.Shared.Rent(_buffer.Length * 2) : _buffer;
        _buffer.AsSpan(_start, rest).CopyTo(target);
        if (target != _buffer)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = target;
        }

        _start = 0;
        _end = rest;
        var read = _stream.Read(_buffer, _end, _buffer.Length - _end);
        _end += read;
        _streamEnded = read == 0;
        return true;
    }

    private ReadOnlySpan<byte> Undouble(ReadOnlySpan<byte> text, ref byte[] scratch)
    {
        if (scratch.Length < text.Length)
            scratch = new byte[Math.Max(text.Length, 256)];

        var length = 0;
        for (var at = 0; at < text.Length; at++)
        {
            scratch[length++] = text[at];
            if (text[at] == _format.Quote)
                at++; // the second of two
        }

        return scratch.AsSpan(0, length);
    }

    private static int CountLineEnds(ReadOnlySpan<byte> text)
    {
        var lineFeeds = text.Count((byte)'\n');
        var returns = text.Count((byte)'\r');
        return returns == 0 ? lineFeeds : lineFeeds + returns - text.Count("\r\n"u8);
    }

    private static int LineEndsBeforeBadByte(ReadOnlySpan<byte> row)
    {
        Utf8.ToUtf16(row, new char[row.Length], out var good, out _, replaceInvalidSequences: false);
        return CountLineEnds(row[..good]);
    }
}
