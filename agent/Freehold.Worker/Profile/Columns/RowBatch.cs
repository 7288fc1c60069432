namespace Freehold.Worker.Profile.Columns;

/// <summary>Some thousand rows, each value where it was copied to. Filled by a reader, then read by one thread for each column.</summary>
internal sealed class RowBatch
{
    /// <summary>Rows of a batch at most: what lies in it should fit into a core's cache.</summary>
    public const int MostRows = 8192;

    private const int EnoughBytes = 4 * 1024 * 1024;

    private readonly int[][] _starts;
    private readonly int[][] _lengths;
    private byte[] _bytes = new byte[256 * 1024];
    private int _used;

    public RowBatch(int columns)
    {
        _starts = [.. Enumerable.Range(0, columns).Select(_ => new int[MostRows])];
        _lengths = [.. Enumerable.Range(0, columns).Select(_ => new int[MostRows])];
    }

    public int Columns => _starts.Length;

    public int Rows { get; private set; }

    /// <summary>Whether it should be handed on before another row comes.</summary>
    public bool IsFull => Rows == MostRows || _used >= EnoughBytes;

    public void Clear() => (Rows, _used) = (0, 0);

    /// <summary>Sets a value of the row that is being filled.</summary>
    public void Set(int column, ReadOnlySpan<byte> value)
    {
        if (value.Length > _bytes.Length - _used)
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _used + value.Length));
        value.CopyTo(_bytes.AsSpan(_used));
        _starts[column][Rows] = _used;
        _lengths[column][Rows] = value.Length;
        _used += value.Length;
    }

    /// <summary>Makes a value of the row that is being filled null.</summary>
    public void SetNull(int column) => _lengths[column][Rows] = -1;

    /// <summary>The row that is being filled is complete.</summary>
    public void EndRow() => Rows++;

    /// <summary>Whether a row has a value in a column; the value.</summary>
    public bool TryGet(int column, int row, out ReadOnlySpan<byte> value)
    {
        var length = _lengths[column][row];
        value = length > 0 ? _bytes.AsSpan(_starts[column][row], length) : default;
        return length >= 0;
    }
}
