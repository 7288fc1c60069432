using Freehold.Worker.Profile.Columns;

namespace Freehold.Worker.Profile.Checks;

/// <summary>A value with what has been found out about it already.</summary>
/// <param name="text">UTF-8, as it was read.</param>
/// <param name="hash">Its <see cref="Sketches.Hash64"/>.</param>
/// <param name="type">What it can be read as.</param>
/// <param name="number">Its number, or NaN.</param>
/// <param name="characters">Its length.</param>
/// <param name="batch">Where its row lies.</param>
/// <param name="row">Its row there.</param>
internal readonly ref struct CheckedValue(
    ReadOnlySpan<byte> text, ulong hash, DataType type, double number, int characters, RowBatch batch, int row)
{
    public ReadOnlySpan<byte> Text { get; } = text;

    public ulong Hash { get; } = hash;

    public DataType Type { get; } = type;

    public double Number { get; } = number;

    public int Characters { get; } = characters;

    public RowBatch Batch { get; } = batch;

    public int Row { get; } = row;
}
