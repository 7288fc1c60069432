using Freehold.Worker.Profile.Columns;

namespace Freehold.Worker.Profile.Tables;

/// <summary>
/// What a profile knows about one object, or about several with the same columns: what a task leaves for the end of the job. The
/// file is ours alone: a version that does not fit is refused.
/// </summary>
internal sealed class TableFacts
{
    private const uint Mark = 0x31504646; // "FFP1"

    /// <summary>Objects, by name.</summary>
    public required List<string> Objects { get; init; }

    public required IReadOnlyList<ColumnFacts> Columns { get; init; }

    public required long Rows { get; init; }

    /// <summary>Size of the objects as stored.</summary>
    public required long Bytes { get; init; }

    /// <summary>Whether only the first rows were looked at.</summary>
    public required bool IsSample { get; init; }

    /// <summary>Pairs of columns that no two of the first rows of any object had in common.</summary>
    public required IReadOnlyList<ColumnPair> Pairs { get; init; }

    /// <summary>Tables with this key can be merged.</summary>
    public string Shape => string.Join('\u001f', Columns.Select(column => column.Name));

    /// <summary>
    /// This and another of the same shape as one table. Uses both up. Merge in the order of the plan: then the result does not depend
    /// on which task was done first.
    /// </summary>
    public TableFacts MergedWith(TableFacts other)
    {
        for (var column = 0; column < Columns.Count; column++)
            Columns[column].Merge(other.Columns[column]);

        return new()
        {
            Objects = Joined(Objects, other.Objects),
            Columns = Columns,
            Rows = Rows + other.Rows,
            Bytes = Bytes + other.Bytes,
            IsSample = IsSample || other.IsSample,
            Pairs = other.Rows == 0 ? Pairs : Rows == 0 ? other.Pairs : [.. Pairs.Where(other.Pairs.Contains)],
        };
    }

    // Thousands of parts are merged one by one, so the list is not copied each time.
    private static List<string> Joined(List<string> left, List<string> right)
    {
        left.AddRange(right);
        return left;
    }

    public void Write(Stream stream)
    {
        using var writer = new BinaryWriter(stream, System.Text.Encoding.UTF8, leaveOpen: true);
        writer.Write(Mark);
        writer.Write(Objects.Count);
        foreach (var name in Objects)
            writer.Write(name);
        writer.Write(Rows);
        writer.Write(Bytes);
        writer.Write(IsSample);
        writer.Write(Pairs.Count);
        foreach (var pair in Pairs)
        {
            writer.Write(pair.First);
            writer.Write(pair.Second);
        }

        writer.Write(Columns.Count);
        foreach (var column in Columns)
            column.Write(writer);
    }

    /// <exception cref="InvalidDataException">It is none, or of another version.</exception>
    public static TableFacts Read(Stream stream, SketchSizes sizes)
    {
        using var reader = new BinaryReader(stream, System.Text.Encoding.UTF8, leaveOpen: true);
        if (reader.ReadUInt32() != Mark)
            throw new InvalidDataException("This is no part of a profile, or one of another version.");

        var objects = Enumerable.Range(0, reader.ReadInt32()).Select(_ => reader.ReadString()).ToList();
        var (rows, bytes, isSample) = (reader.ReadInt64(), reader.ReadInt64(), reader.ReadBoolean());
        var pairs = Enumerable.Range(0, reader.ReadInt32()).Select(_ => new ColumnPair(reader.ReadInt32(), reader.ReadInt32())).ToList();
        var count = reader.ReadInt32();
        var columns = new List<ColumnFacts>(count);
        for (var column = 0; column < count; column++)
            columns.Add(ColumnFacts.Read(reader, SketchSizes.Capacity(count), sizes.SampleCapacity));
        return new() { Objects = objects, Columns = columns, Rows = rows, Bytes = bytes, IsSample = isSample, Pairs = pairs };
    }
}
