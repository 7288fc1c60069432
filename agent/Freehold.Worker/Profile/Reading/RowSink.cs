using System.Collections.Concurrent;
using Freehold.Worker.Profile.Columns;

namespace Freehold.Worker.Profile.Reading;

/// <summary>
/// Takes rows from the thread that reads and hands them on in batches. Three batches go round: one is filled, one waits, one is
/// worked on, so memory does not grow when reading is faster.
/// </summary>
internal sealed class RowSink : IDisposable
{
    private const int Batches = 3;

    private readonly BlockingCollection<RowBatch> _free = new(Batches);
    private readonly BlockingCollection<RowBatch> _filled = new(Batches);
    private readonly CancellationToken _over;

    /// <param name="columns">Columns of a row.</param>
    /// <param name="over">Ends waiting on both sides.</param>
    public RowSink(int columns, CancellationToken over)
    {
        _over = over;
        for (var batch = 1; batch < Batches; batch++)
            _free.Add(new RowBatch(columns), over);
        Row = new RowBatch(columns);
    }

    /// <summary>The batch whose next row is being filled.</summary>
    public RowBatch Row { get; private set; }

    /// <summary>The row is complete.</summary>
    public void EndRow()
    {
        Row.EndRow();
        if (!Row.IsFull)
            return;

        _filled.Add(Row, _over);
        Row = _free.Take(_over);
        Row.Clear();
    }

    /// <summary>No row follows.</summary>
    public void Complete()
    {
        _filled.Add(Row, _over);
        _filled.CompleteAdding();
    }

    /// <summary>The batches in order, for the thread that works; ends after <see cref="Complete"/>.</summary>
    public IEnumerable<RowBatch> Batched()
    {
        foreach (var batch in _filled.GetConsumingEnumerable(_over))
        {
            yield return batch;
            _free.Add(batch, _over);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _free.Dispose();
        _filled.Dispose();
    }
}
