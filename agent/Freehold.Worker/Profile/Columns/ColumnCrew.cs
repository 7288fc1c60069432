namespace Freehold.Worker.Profile.Columns;

/// <summary>
/// Takes batches into the columns of a table, several columns at a time. Each column sees its values in order whatever the number of
/// threads, so the result does not depend on it.
/// </summary>
internal sealed class ColumnCrew(IReadOnlyList<ColumnFacts> columns, int threads, IReadOnlyList<ulong[]> firstHashes)
{
    /// <summary>Rows so far.</summary>
    public long Rows { get; private set; }

    /// <summary>Takes in a batch.</summary>
    public void Add(RowBatch batch)
    {
        var next = -1;
        if (threads > 1 && columns.Count > 1)
            Parallel.For(0, Math.Min(threads, columns.Count), _ => TakeColumns());
        else
            TakeColumns();
        Rows += batch.Rows;

        void TakeColumns()
        {
            while (Interlocked.Increment(ref next) is var column && column < columns.Count)
                columns[column].Add(batch, column, Remaining(column));
        }
    }

    private Span<ulong> Remaining(int column) => column < firstHashes.Count && Rows < firstHashes[column].Length
        ? firstHashes[column].AsSpan((int)Rows)
        : default;
}
