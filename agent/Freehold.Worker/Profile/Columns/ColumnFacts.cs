using Freehold.Worker.Profile.Checks;
using Freehold.Worker.Profile.Sketches;

namespace Freehold.Worker.Profile.Columns;

/// <summary>
/// All that is known about one column: filled row by row, merged with the same column of other files, stored between tasks. Its size
/// does not depend on the number of rows. One thread at a time.
/// </summary>
internal sealed class ColumnFacts
{
    private const int Patterns = 1024;

    private readonly long[] _types = new long[6];

    /// <param name="name">Its name.</param>
    /// <param name="capacity">Distinct values up to which counts are exact.</param>
    /// <param name="sampleCapacity">Distinct values up to which repeats are exact.</param>
    public ColumnFacts(string name, int capacity, int sampleCapacity)
        : this(name, new DistinctValues(capacity, sampleCapacity), new FrequentValues(Patterns))
    {
    }

    private ColumnFacts(string name, DistinctValues values, FrequentValues patterns)
    {
        Name = name;
        Values = values;
        Forms = patterns;
    }

    public string Name { get; }

    public long Rows { get; private set; }

    /// <summary>Rows without a value.</summary>
    public long Nulls { get; private set; }

    /// <summary>Values that are empty or of blanks alone; not among <see cref="Nulls"/>.</summary>
    public long Blanks { get; private set; }

    /// <summary>Characters of all values.</summary>
    public long Characters { get; private set; }

    /// <summary>Characters of the shortest value; <see cref="int.MaxValue"/> without one.</summary>
    public int Shortest { get; private set; } = int.MaxValue;

    /// <summary>Characters of the longest value.</summary>
    public int Longest { get; private set; }

    /// <summary>Different values.</summary>
    public DistinctValues Values { get; }

    /// <summary>Forms of the values, see <see cref="PatternText"/>.</summary>
    public FrequentValues Forms { get; }

    /// <summary>Of the values that are numbers.</summary>
    public NumberStatistics? Numbers { get; private set; }

    /// <summary>Of the values that are dates.</summary>
    public NumberStatistics? Times { get; private set; }

    /// <summary>Kind of personal data, empty when none was found.</summary>
    public ColumnKind Kind { get; private set; } = ColumnKind.None;

    /// <summary>Rules on it.</summary>
    public IReadOnlyList<ColumnCheck> Checks { get; set; } = [];

    /// <summary>Values that can be read as a type, blanks not counted.</summary>
    public long Of(DataType type) => _types[(int)type];

    /// <summary>Takes in a batch.</summary>
    /// <param name="batch">The rows.</param>
    /// <param name="column">The column in it.</param>
    /// <param name="hashes">Receives the hashes of the rows, 0 for null, as far as it reaches.</param>
    public void Add(RowBatch batch, int column, Span<ulong> hashes)
    {
        Span<byte> form = stackalloc byte[PatternText.Longest];
        for (var row = 0; row < batch.Rows; row++)
        {
            if (!batch.TryGet(column, row, out var text))
            {
                Nulls++;
                continue;
            }

            var hash = Hash64.Of(text);
            if (row < hashes.Length)
                hashes[row] = hash == 0 ? 1 : hash;
            Values.Add(hash, text);

            var length = PatternText.Write(text, form, out var characters);
            Forms.Add(Hash64.Of(form[..length]), form[..length]);
            Characters += characters;
            Shortest = Math.Min(Shortest, characters);
            Longest = Math.Max(Longest, characters);

            var type = DataType.Text;
            var number = double.NaN;
            if (text.IndexOfAnyExcept((byte)' ', (byte)'\t') < 0)
                Blanks++;
            else
                type = AddTyped(text, out number);

            foreach (var check in Checks)
                Check(check, new CheckedValue(text, hash, type, number, characters, batch, row));
        }

        Rows += batch.Rows;
    }

    /// <summary>Settles what the column is about. Of personal data no value stays behind.</summary>
    public void Classify(ColumnKind kind)
    {
        Kind = kind;
        if (!kind.IsPersonal)
            return;

        Values.ForgetTexts();
        (Numbers, Times) = (null, null); // even the mean of one number is that number
    }

    /// <summary>Adds the same column of another file.</summary>
    public void Merge(ColumnFacts other)
    {
        Rows += other.Rows;
        Nulls += other.Nulls;
        Blanks += other.Blanks;
        Characters += other.Characters;
        Shortest = Math.Min(Shortest, other.Shortest);
        Longest = Math.Max(Longest, other.Longest);
        for (var type = 0; type < _types.Length; type++)
            _types[type] += other._types[type];

        Values.Merge(other.Values);
        Forms.Merge(other.Forms);
        Numbers = Merged(Numbers, other.Numbers);
        Times = Merged(Times, other.Times);
        Checks = MergedChecks(other.Checks);
        Classify(ColumnKind.Merge(Kind, other.Kind));
    }

    public void Write(BinaryWriter writer)
    {
        writer.Write(Name);
        writer.Write(Rows);
        writer.Write(Nulls);
        writer.Write(Blanks);
        writer.Write(Characters);
        writer.Write(Shortest);
        writer.Write(Longest);
        foreach (var count in _types)
            writer.Write(count);
        Kind.Write(writer);
        Values.Write(writer);
        Forms.Write(writer);
        WriteOptional(writer, Numbers);
        WriteOptional(writer, Times);

        writer.Write(Checks.Count);
        foreach (var check in Checks)
        {
            writer.Write(check.Rule);
            writer.Write(check.Passed);
            writer.Write(check.Failed);
        }
    }

    public static ColumnFacts Read(BinaryReader reader, int capacity, Func<string, int> sampleCapacity)
    {
        var name = reader.ReadString();
        var (rows, nulls, blanks) = (reader.ReadInt64(), reader.ReadInt64(), reader.ReadInt64());
        var (characters, shortest, longest) = (reader.ReadInt64(), reader.ReadInt32(), reader.ReadInt32());
        var types = Enumerable.Range(0, 6).Select(_ => reader.ReadInt64()).ToArray();
        var kind = ColumnKind.Read(reader);
        var facts = new ColumnFacts(name, DistinctValues.Read(reader, capacity, sampleCapacity(name)), FrequentValues.Read(reader, Patterns))
        {
            Rows = rows,
            Nulls = nulls,
            Blanks = blanks,
            Characters = characters,
            Shortest = shortest,
            Longest = longest,
            Kind = kind,
            Numbers = ReadOptional(reader),
            Times = ReadOptional(reader),
        };
        types.CopyTo(facts._types, 0);

        var checks = new ColumnCheck[reader.ReadInt32()];
        for (var index = 0; index < checks.Length; index++)
            checks[index] = new(reader.ReadInt32(), Row: null) { Passed = reader.ReadInt64(), Failed = reader.ReadInt64() };
        facts.Checks = checks;
        return facts;
    }

    private DataType AddTyped(ReadOnlySpan<byte> text, out double number)
    {
        var type = ValueReader.Read(text, out number);
        _types[(int)type]++;
        if (double.IsNaN(number))
            return type;

        if (type is DataType.Integer or DataType.Decimal)
            (Numbers ??= new()).Add(number);
        else if (type is DataType.Date or DataType.Timestamp)
            (Times ??= new()).Add(number);
        return type;
    }

    private static void Check(ColumnCheck check, in CheckedValue value)
    {
        if (check.Row is null)
            return;
        if (check.Row.Passes(value))
            check.Passed++;
        else
            check.Failed++;
    }

    private ColumnCheck[] MergedChecks(IReadOnlyList<ColumnCheck> others) =>
    [
        .. Checks.Concat(others).GroupBy(check => check.Rule).OrderBy(same => same.Key).Select(same => new ColumnCheck(same.Key, Row: null)
        {
            Passed = same.Sum(check => check.Passed),
            Failed = same.Sum(check => check.Failed),
        }),
    ];

    private static NumberStatistics? Merged(NumberStatistics? left, NumberStatistics? right)
    {
        if (left is not null && right is not null)
            left.Merge(right);
        return left ?? right;
    }

    private static void WriteOptional(BinaryWriter writer, NumberStatistics? statistics)
    {
        writer.Write(statistics is not null);
        statistics?.Write(writer);
    }

    private static NumberStatistics? ReadOptional(BinaryReader reader) => reader.ReadBoolean() ? NumberStatistics.Read(reader) : null;
}
