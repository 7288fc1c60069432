using System.Text;

namespace Freehold.Worker.Profile.Sketches;

/// <summary>
/// The values that occur most often, with bounds: Misra and Gries 1982, made fast by taking the median off all counters at once when
/// there is no room (Anderson et al. 2017, "A high-performance algorithm for identifying frequent items in data streams"). Exact
/// until there are more values than counters. After that a value has occurred at least as often as its counter says and at most
/// <see cref="MostMissed"/> times more, and no value that is missing has occurred more often than that.
/// </summary>
internal sealed class FrequentValues(int capacity)
{
    /// <summary>Bytes of a value's text that are kept; the rest is cut.</summary>
    public const int LongestText = 96;

    private int[] _slots = NewSlots(64); // entry of a slot, -1 when free
    private ulong[] _hashes = new ulong[32];
    private long[] _counts = new long[32];
    private int[] _starts = new int[32];
    private byte[] _lengths = new byte[32];
    private byte[] _texts = new byte[256];
    private int _textBytes;

    /// <summary>Values that have a counter.</summary>
    public int Count { get; private set; }

    /// <summary>How many occurrences of any value may not have been counted; 0 while exact.</summary>
    public long MostMissed { get; private set; }

    /// <summary>Whether every value has its counter.</summary>
    public bool IsExact => MostMissed == 0;

    /// <summary>Whether one more value would make it inexact.</summary>
    public bool IsFull => Count == capacity;

    /// <summary>Adds to the counter of a value that has one.</summary>
    /// <returns>Whether it has.</returns>
    public bool TryCount(ulong hash, long times)
    {
        var entry = _slots[Find(hash)];
        if (entry < 0)
            return false;

        _counts[entry] += times;
        return true;
    }

    /// <summary>Takes note of one or more occurrences.</summary>
    /// <param name="hash">Its <see cref="Hash64"/>; two values with one hash are taken for one.</param>
    /// <param name="text">Its text.</param>
    /// <param name="times">How often it occurred.</param>
    public void Add(ulong hash, ReadOnlySpan<byte> text, long times = 1)
    {
        if (TryCount(hash, times))
            return;
        if (Count == capacity)
            TakeMedianOff();
        if (Count == _hashes.Length)
            Grow();

        var kept = text.Length <= LongestText ? text : text[..LongestText];
        if (_textBytes + kept.Length > _texts.Length)
            Array.Resize(ref _texts, Math.Max(_texts.Length * 2, _textBytes + kept.Length));
        kept.CopyTo(_texts.AsSpan(_textBytes));

        _hashes[Count] = hash;
        _counts[Count] = times;
        _starts[Count] = _textBytes;
        _lengths[Count] = (byte)kept.Length;
        _slots[Find(hash)] = Count++;
        _textBytes += kept.Length;
    }

    /// <summary>Adds what another has counted.</summary>
    public void Merge(FrequentValues other)
    {
        for (var entry = 0; entry < other.Count; entry++)
            Add(other._hashes[entry], other.TextOf(entry), other._counts[entry]);
        MostMissed += other.MostMissed;
    }

    /// <summary>Hash and counter of every value, in no order.</summary>
    public IEnumerable<(ulong Hash, long Count)> Counters()
    {
        for (var entry = 0; entry < Count; entry++)
            yield return (_hashes[entry], _counts[entry]);
    }

    /// <summary>The values with the highest counters, highest first, then in the order of their texts.</summary>
    /// <param name="most">How many.</param>
    /// <param name="least">Lowest counter that is wanted.</param>
    public IReadOnlyList<FrequentValue> Top(int most, long least) =>
    [
        .. Enumerable.Range(0, Count)
            .Where(entry => _counts[entry] >= least)
            .Select(entry => new FrequentValue(Readable(TextOf(entry)), _counts[entry]))
            .OrderByDescending(value => value.Count)
            .ThenBy(value => value.Text, StringComparer.Ordinal)
            .Take(most),
    ];

    /// <summary>Texts of the values with the smallest hashes: a sample that no order of rows and no frequency influences.</summary>
    public IReadOnlyList<string> SampleTexts(int most) =>
        [.. Enumerable.Range(0, Count).OrderBy(entry => _hashes[entry]).Take(most).Select(entry => Readable(TextOf(entry)))];

    /// <summary>Forgets the texts, for columns whose values nobody may see. Counters stay.</summary>
    public void ForgetTexts()
    {
        _starts.AsSpan().Clear();
        _lengths.AsSpan().Clear();
        _texts = new byte[256];
        _textBytes = 0;
    }

    public void Write(BinaryWriter writer)
    {
        writer.Write(MostMissed);
        writer.Write(Count);
        for (var entry = 0; entry < Count; entry++)
        {
            writer.Write(_hashes[entry]);
            writer.Write7BitEncodedInt64(_counts[entry]);
            writer.Write(_lengths[entry]);
            writer.Write(TextOf(entry));
        }
    }

    public static FrequentValues Read(BinaryReader reader, int capacity)
    {
        var missed = reader.ReadInt64();
        var values = new FrequentValues(capacity);
        Span<byte> text = stackalloc byte[byte.MaxValue];
        for (var left = reader.ReadInt32(); left > 0; left--)
        {
            var hash = reader.ReadUInt64();
            var count = reader.Read7BitEncodedInt64();
            var kept = text[..reader.ReadByte()];
            reader.BaseStream.ReadExactly(kept);
            values.Add(hash, kept, count);
        }

        values.MostMissed += missed;
        return values;
    }

    private ReadOnlySpan<byte> TextOf(int entry) => _texts.AsSpan(_starts[entry], _lengths[entry]);

    // A text that was cut may end within a character.
    private static string Readable(ReadOnlySpan<byte> text)
    {
        if (text.Length < LongestText)
            return Encoding.UTF8.GetString(text);

        while (text.Length > 0 && (text[^1] & 0xC0) == 0x80)
            text = text[..^1];
        return Encoding.UTF8.GetString(text.Length > 0 && text[^1] >= 0x80 ? text[..^1] : text) + "…";
    }

    private int Find(ulong hash)
    {
        var mask = _slots.Length - 1;
        var slot = (int)hash & mask;
        while (_slots[slot] is var entry and >= 0 && _hashes[entry] != hash)
            slot = (slot + 1) & mask;
        return slot;
    }

    private void Grow()
    {
        var size = Math.Min(capacity, _hashes.Length * 2);
        Array.Resize(ref _hashes, size);
        Array.Resize(ref _counts, size);
        Array.Resize(ref _starts, size);
        Array.Resize(ref _lengths, size);
        _slots = NewSlots(_slots.Length * 2);
        Place();
    }

    // At least half of the counters become free, so the cost of this is spread over as many additions.
    private void TakeMedianOff()
    {
        var median = Selection.Nth(_counts.AsSpan(0, Count).ToArray(), Count / 2);
        MostMissed += median;

        var kept = 0;
        var texts = 0;
        for (var entry = 0; entry < Count; entry++)
        {
            if (_counts[entry] <= median)
                continue;

            TextOf(entry).CopyTo(_texts.AsSpan(texts)); // texts lie in the order of the entries, so none is overwritten unread
            _hashes[kept] = _hashes[entry];
            _counts[kept] = _counts[entry] - median;
            _starts[kept] = texts;
            _lengths[kept] = _lengths[entry];
            texts += _lengths[kept++];
        }

        Count = kept;
        _textBytes = texts;
        _slots.AsSpan().Fill(-1);
        Place();
    }

    private void Place()
    {
        for (var entry = 0; entry < Count; entry++)
            _slots[Find(_hashes[entry])] = entry;
    }

    private static int[] NewSlots(int size)
    {
        var slots = new int[size];
        slots.AsSpan().Fill(-1);
        return slots;
    }
}

/// <summary>A value and how often it occurred at least.</summary>
/// <param name="Text">Its text; ends with <c>…</c> when it was cut.</param>
/// <param name="Count">Occurrences that were counted.</param>
internal sealed record FrequentValue(string Text, long Count);
