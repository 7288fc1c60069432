namespace Freehold.Worker.Rows;

/// <summary>Counts rows from any number of threads.</summary>
internal sealed class RowCounts
{
    private long _dropped;

    /// <summary>Rows that a condition dropped.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    public void AddDropped(long rows) => Interlocked.Add(ref _dropped, rows);
}
