using Freehold.Worker.Profile.Sketches;

namespace Freehold.Worker.Profile.Columns;

/// <summary>
/// How many different values a column has, which are frequent and how many occur once. Exact up to a number of values (10,000),
/// estimated beyond: then the number comes from <see cref="CardinalitySketch"/>, the frequent values from
/// <see cref="FrequentValues"/>, and the share that occurs once from <see cref="HashSample"/>.
/// </summary>
internal sealed class DistinctValues
{
    private const int SampleTexts = 1000;

    private readonly int _capacity;
    private readonly int _sampleCapacity;
    private CardinalitySketch? _cardinality;
    private HashSample? _sample;
    private IReadOnlyList<string>? _sampleTexts;

    /// <param name="capacity">Values up to which everything is exact.</param>
    /// <param name="sampleCapacity">Values up to which repeats stay exact; at least the capacity.</param>
    public DistinctValues(int capacity, int sampleCapacity)
        : this(capacity, sampleCapacity, new FrequentValues(capacity))
    {
    }

    private DistinctValues(int capacity, int sampleCapacity, FrequentValues frequent)
    {
        _capacity = capacity;
        _sampleCapacity = sampleCapacity;
        Frequent = frequent;
    }

    /// <summary>The frequent values.</summary>
    public FrequentValues Frequent { get; private set; }

    /// <summary>Whether all counts are exact.</summary>
    public bool IsExact => _sample is null;

    /// <summary>Whether the numbers of distinct values and of those that occur once are exact.</summary>
    public bool RepeatsAreExact => _sample is null || _sample.IsExact;

    public void Add(ulong hash, ReadOnlySpan<byte> text, long times = 1)
    {
        if (_sample is null)
        {
            if (Frequent.TryCount(hash, times))
                return;
            if (!Frequent.IsFull)
            {
                Frequent.Add(hash, text, times);
                return;
            }

            BeginToEstimate();
        }

        _cardinality!.Add(hash);
        _sample!.Add(hash, times);
        Frequent.Add(hash, text, times);
    }

    /// <summary>The number of distinct values.</summary>
    public long Distinct() => _sample switch
    {
        null => Frequent.Count,
        { IsExact: true } sample => sample.Count,
        _ => (long)Math.Round(_cardinality!.Estimate()),
    };

    /// <summary>The number of values that occur once.</summary>
    /// <param name="occurrences">Values of the column in all, which bounds what can be.</param>
    public long Once(long occurrences)
    {
        if (_sample is null)
            return Frequent.Counters().Count(counter => counter.Count == 1);
        if (_sample.IsExact)
            return _sample.CountOnce();

        var share = _sample.CountOnce() / (double)_sample.Count;
        return Math.Min(occurrences, share >= 1 ? occurrences : (long)Math.Round(share * Distinct()));
    }

    /// <summary>
    /// Whether no value was seen twice: of all of them while <see cref="RepeatsAreExact"/>, else of a sample of 5,000 or more.
    /// </summary>
    public bool NoneRepeats() => _sample is null
        ? Frequent.Counters().All(counter => counter.Count == 1)
        : _sample.CountOnce() == _sample.Count;

    /// <summary>Values to compare with those of another column, see <see cref="HashSample"/>.</summary>
    public HashSample Sample()
    {
        if (_sample is not null)
            return _sample;

        var all = new HashSample(_capacity);
        foreach (var (hash, count) in Frequent.Counters())
            all.Add(hash, count);
        return all;
    }

    /// <summary>Up to 1,000 different values, the same ones whatever the order of rows while there are few.</summary>
    public IReadOnlyList<string> Texts() => _sampleTexts ?? Frequent.SampleTexts(SampleTexts);

    /// <summary>Forgets all texts; counts stay.</summary>
    public void ForgetTexts()
    {
        _sampleTexts = [];
        Frequent.ForgetTexts();
    }

    /// <summary>Adds what another has seen. Its samples of texts are not kept.</summary>
    public void Merge(DistinctValues other)
    {
        if (_sample is null && other._sample is null)
        {
            var union = Frequent.Count + other.Frequent.Counters().Count(counter => !Frequent.TryCount(counter.Hash, 0));
            if (union <= _capacity)
            {
                Frequent.Merge(other.Frequent);
                return;
            }
        }

        BeginToEstimate();
        other.BeginToEstimate();
        _cardinality!.Merge(other._cardinality!);
        _sample!.Merge(other._sample!);
        Frequent.Merge(other.Frequent);
    }

    public void Write(BinaryWriter writer)
    {
        Frequent.Write(writer);
        writer.Write(_sample is not null);
        _cardinality?.Write(writer);
        _sample?.Write(writer);
    }

    public static DistinctValues Read(BinaryReader reader, int capacity, int sampleCapacity)
    {
        var values = new DistinctValues(capacity, sampleCapacity, FrequentValues.Read(reader, capacity)) { _sampleTexts = [] };
        if (reader.ReadBoolean())
        {
            values._cardinality = CardinalitySketch.Read(reader);
            values._sample = HashSample.Read(reader, sampleCapacity);
        }

        return values;
    }

    private void BeginToEstimate()
    {
        if (_sample is not null)
            return;

        _sampleTexts ??= Frequent.SampleTexts(SampleTexts);
        _cardinality = new CardinalitySketch();
        _sample = new HashSample(_sampleCapacity);
        foreach (var (hash, count) in Frequent.Counters())
        {
            _cardinality.Add(hash);
            _sample.Add(hash, count);
        }
    }
}
