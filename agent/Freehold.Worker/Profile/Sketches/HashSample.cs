namespace Freehold.Worker.Profile.Sketches;

/// <summary>
/// Counts how often each of a fair sample of the distinct values occurs: all of them while there are few, later those whose hash
/// begins with so many zero bits (adaptive sampling: Wegman 1984, analysed by Flajolet 1990). Which values are in the sample depends
/// on the values alone, so samples of two columns can be compared, and merging is exact: the order does not matter.
/// </summary>
/// <param name="capacity">Values kept at most; between half of it and all once it has overflowed.</param>
internal sealed class HashSample(int capacity)
{
    private ulong[] _hashes = new ulong[64];
    private uint[] _counts = new uint[64];

    /// <summary>Zero bits at the start of the hashes that are kept; 0 while all are.</summary>
    public int Level { get; private set; }

    /// <summary>Values in the sample.</summary>
    public int Count { get; private set; }

    /// <summary>Whether every value is in it, so that its counts are those of the column.</summary>
    public bool IsExact => Level == 0;

    /// <summary>Values of the sample that occurred once.</summary>
    public int CountOnce()
    {
        var once = 0;
        for (var slot = 0; slot < _hashes.Length; slot++)
            once += _hashes[slot] != 0 && _counts[slot] == 1 ? 1 : 0;
        return once;
    }

    /// <summary>Values of the sample that occurred so often, both included.</summary>
    public long CountBetween(long least, long most)
    {
        var count = 0L;
        for (var slot = 0; slot < _hashes.Length; slot++)
            count += _hashes[slot] != 0 && _counts[slot] >= least && _counts[slot] <= most ? 1 : 0;
        return count;
    }

    /// <summary>Takes note of one or more occurrences of a value by its <see cref="Hash64"/>.</summary>
    public void Add(ulong hash, long times = 1)
    {
        if (Level > 0 && hash >> (64 - Level) != 0)
            return;

        hash = hash == 0 ? 1 : hash; // 0 marks a free slot
        var slot = Find(hash);
        if (_hashes[slot] == hash)
        {
            _counts[slot] = (uint)Math.Min(uint.MaxValue, _counts[slot] + times);
            return;
        }

        _hashes[slot] = hash;
        _counts[slot] = (uint)Math.Min(uint.MaxValue, times);
        if (++Count > capacity)
            Thin();
        else if (Count * 4L > _hashes.Length * 3L)
            Rebuild(_hashes.Length * 2);
    }

    /// <summary>Whether a value is in the sample; only values at or above its level can be.</summary>
    public bool Contains(ulong hash) => _hashes[Find(hash == 0 ? 1 : hash)] != 0;

    /// <summary>The hashes of the sample that are also in every sample of a level, in no order.</summary>
    public IEnumerable<ulong> HashesAt(int level) =>
        _hashes.Where(hash => hash != 0 && (level == 0 || hash >> (64 - level) == 0));

    /// <summary>Adds what another has seen.</summary>
    public void Merge(HashSample other)
    {
        while (Level < other.Level)
            Thin();
        for (var slot = 0; slot < other._hashes.Length; slot++)
        {
            if (other._hashes[slot] != 0)
                Add(other._hashes[slot], other._counts[slot]);
        }
    }

    public void Write(BinaryWriter writer)
    {
        writer.Write((byte)Level);
        writer.Write(Count);
        for (var slot = 0; slot < _hashes.Length; slot++)
        {
            if (_hashes[slot] == 0)
                continue;
            writer.Write(_hashes[slot]);
            writer.Write7BitEncodedInt64(_counts[slot]);
        }
    }

    public static HashSample Read(BinaryReader reader, int capacity)
    {
        var sample = new HashSample(capacity) { Level = reader.ReadByte() };
        for (var left = reader.ReadInt32(); left > 0; left--)
            sample.Add(reader.ReadUInt64(), reader.Read7BitEncodedInt64());
        return sample;
    }

    private int Find(ulong hash)
    {
        var mask = _hashes.Length - 1;
        var slot = (int)hash & mask;
        while (_hashes[slot] != 0 && _hashes[slot] != hash)
            slot = (slot + 1) & mask;
        return slot;
    }

    private void Thin()
    {
        Level++;
        Rebuild(_hashes.Length);
    }

    private void Rebuild(int size)
    {
        var (hashes, counts) = (_hashes, _counts);
        _hashes = new ulong[size];
        _counts = new uint[size];
        Count = 0;
        for (var slot = 0; slot < hashes.Length; slot++)
        {
            if (hashes[slot] == 0 || (Level > 0 && hashes[slot] >> (64 - Level) != 0))
                continue;

            var free = Find(hashes[slot]);
            _hashes[free] = hashes[slot];
            _counts[free] = counts[slot];
            Count++;
        }
    }
}
