namespace Freehold.Worker.Profile.Sketches;

/// <summary>
/// Counts numbers in at most 2,048 cells whose width is a power of two, as narrow as the range of the numbers allows. Cells begin at
/// multiples of their width, so two histograms merge exactly, and the outcome depends on the numbers alone. What people see is cut
/// from it afterwards, when the range is known.
/// </summary>
internal sealed class FineHistogram
{
    private const int Cells = 2048;
    private const int LeastExponent = -40;

    private readonly long[] _counts = new long[Cells];
    private int _exponent = LeastExponent;
    private double _scale = Math.ScaleB(1, -LeastExponent);
    private long _first;
    private long _low = long.MaxValue;
    private long _high = long.MinValue;

    /// <summary>Adds a finite number.</summary>
    public void Add(double value)
    {
        var offset = CellOf(value) - _first;
        if ((ulong)offset >= Cells || _low > _high)
        {
            MakeRoom(value);
            offset = CellOf(value) - _first;
        }

        _counts[offset]++;
        _low = Math.Min(_low, _first + offset);
        _high = Math.Max(_high, _first + offset);
    }

    public void Merge(FineHistogram other)
    {
        if (other._low > other._high)
            return;

        // 1. Cells as wide as the other's at least, and room for its ends, which hold something.
        while (_exponent < other._exponent)
            Widen();
        MakeRoom(other.StartOf(other._low));
        MakeRoom(other.StartOf(other._high));

        // 2. Its cells lie wholly within ours.
        var wider = _exponent - other._exponent;
        for (var cell = other._low; cell <= other._high; cell++)
            _counts[(cell >> wider) - _first] += other._counts[cell - other._first];
    }

    /// <summary>Counts in equally wide bins.</summary>
    /// <param name="from">Start of the first bin.</param>
    /// <param name="to">End of the last bin.</param>
    /// <param name="bins">How many; from 1.</param>
    public long[] Cut(double from, double to, int bins)
    {
        var counts = new long[bins];
        var width = (to - from) / bins;
        for (var cell = _low; cell <= _high; cell++)
        {
            var count = _counts[cell - _first];
            if (count == 0)
                continue;

            var middle = StartOf(cell) + (0.5 / _scale);
            var bin = width > 0 ? (int)Math.Clamp((middle - from) / width, 0, bins - 1) : 0;
            counts[bin] += count;
        }

        return counts;
    }

    public void Write(BinaryWriter writer)
    {
        writer.Write(_exponent);
        writer.Write(_low);
        writer.Write(_high);
        for (var cell = _low; cell <= _high; cell++)
            writer.Write7BitEncodedInt64(_counts[cell - _first]);
    }

    public static FineHistogram Read(BinaryReader reader)
    {
        var histogram = new FineHistogram { _exponent = reader.ReadInt32() };
        histogram._scale = Math.ScaleB(1, -histogram._exponent);
        histogram._low = reader.ReadInt64();
        histogram._high = reader.ReadInt64();
        histogram._first = histogram._low;
        if (histogram._low <= histogram._high && histogram._high - histogram._low >= Cells)
            throw new InvalidDataException("A histogram has too many cells.");
        for (var cell = histogram._low; cell <= histogram._high; cell++)
            histogram._counts[cell - histogram._first] = reader.Read7BitEncodedInt64();
        return histogram;
    }

    private long CellOf(double value) => (long)Math.Floor(value * _scale);

    private double StartOf(long cell) => cell / _scale;

    // Afterwards the range takes in the value's cell, so the caller owes it a count.
    private void MakeRoom(double value)
    {
        // A cell's number has to be exact in a double: 2^52 cells from zero at most.
        while (Math.Abs(value) * _scale > 1L << 51)
            Widen();

        while (true)
        {
            var cell = CellOf(value);
            var low = Math.Min(_low, cell);
            var high = Math.Max(_high, cell);
            if (high - low < Cells)
            {
                MoveTo(low - ((Cells - (high - low + 1)) / 2));
                (_low, _high) = (low, high);
                return;
            }

            Widen();
        }
    }

    private void MoveTo(long first)
    {
        if (_low <= _high)
        {
            var length = (int)(_high - _low + 1);
            var kept = _counts.AsSpan((int)(_low - _first), length).ToArray();
            _counts.AsSpan().Clear();
            kept.CopyTo(_counts.AsSpan((int)(_low - first)));
        }

        _first = first;
    }

    private void Widen()
    {
        if (_low <= _high)
        {
            var kept = _counts.AsSpan((int)(_low - _first), (int)(_high - _low + 1)).ToArray();
            _counts.AsSpan().Clear();
            var first = _low >> 1;
            for (var index = 0; index < kept.Length; index++)
                _counts[((_low + index) >> 1) - first] += kept[index];
            _first = first;
            _low >>= 1;
            _high >>= 1;
        }

        _exponent++;
        _scale *= 0.5;
    }
}
