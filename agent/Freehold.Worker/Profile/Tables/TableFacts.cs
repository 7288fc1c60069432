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
    public required IReadOnlyList<string> Objects { get; init; }

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

    /// <summary>Several objects of one shape as one. Uses up the parts; the order of the parts should be that of their names, so that
    /// it does not depend on which task was done first.</summary>
    public static TableFacts Merge(IReadOnlyList<TableFacts> parts)
    {
        var first = parts[0];
        foreach (var part in parts.Skip(1))
        {
            for (var column = 0; column < first.Columns.Count; column++)
                first.Columns[column].Merge(part.Columns[column]);
        }

        return new()
        {
            Objects = [.. parts.SelectMany(part => part.Objects)],
            Columns = first.Columns,
            Rows = parts.Sum(part => part.Rows),
            Bytes = parts.Sum(part => part.Bytes),
            IsSample = parts.Any(part => part.IsSample),
            Pairs = [.. first.Pairs.Where(pair => parts.All(part => part.Rows == 0 || part.Pairs.Contains(pair)))],
        };
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
