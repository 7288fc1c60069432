using System.Diagnostics.CodeAnalysis;
using Freehold.JobContract.Failures;
using Freehold.JobContract.Transform;

namespace Freehold.Worker.Rows;

/// <summary>A row that is in error.</summary>
/// <param name="Index">Its number in the file, from 0, bad rows counted.</param>
/// <param name="Reason">From <see cref="FailureDetail"/>.</param>
/// <param name="Column">The column; empty when it is no single one.</param>
internal sealed record BadRow(long Index, string Reason, string Column);

/// <summary>
/// The bad rows of one file, from however many threads. Where one of them ends the task only the first is kept, so that the failure
/// does not depend on which thread was faster.
/// </summary>
internal sealed class BadRowList(BadRows mode, BadRowLimit limit)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<long, BadRow> _rows = [];
    private long _first = long.MaxValue;
    private long _most = BadRowLimit.Most;

    /// <summary>Whether bad rows are put aside.</summary>
    public bool Quarantines => mode is BadRows.Quarantine;

    /// <summary>Rows that may be put aside.</summary>
    public long Most => Volatile.Read(ref _most);

    /// <summary>Number of bad rows.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
                return _rows.Count;
        }
    }

    /// <summary>Whether more rows are bad than may be put aside.</summary>
    public bool IsOverLimit => Quarantines && Count > Most;

    /// <summary>The first bad row, where one ends the task; null when there is none.</summary>
    public BadRow? First
    {
        get
        {
            lock (_lock)
                return _rows.GetValueOrDefault(_first);
        }
    }

    /// <summary>Number of bad rows by reason.</summary>
    public IReadOnlyDictionary<string, long> ByReason
    {
        get
        {
            lock (_lock)
                return _rows.Values.CountBy(row => row.Reason).ToDictionary(pair => pair.Key, pair => (long)pair.Value, StringComparer.Ordinal);
        }
    }

    /// <summary>The number of rows is known, and so is how many may be put aside.</summary>
    public void LimitFor(long rows) => Volatile.Write(ref _most, limit.Of(rows));

    /// <summary>Whether a row need not be looked at, since one before it has ended the task.</summary>
    public bool IsBeyond(long index) => !Quarantines && index > Volatile.Read(ref _first);

    /// <summary>Notes a bad row.</summary>
    /// <returns>False when there are too many.</returns>
    public bool Add(BadRow row)
    {
        lock (_lock)
        {
            if (Quarantines)
            {
                _rows[row.Index] = row;
                return _rows.Count <= _most;
            }

            if (row.Index < _first)
            {
                _rows.Clear();
                _rows[row.Index] = row;
                Volatile.Write(ref _first, row.Index);
            }

            return true;
        }
    }

    /// <summary>Whether a row is bad.</summary>
    public bool TryGet(long index, [MaybeNullWhen(false)] out BadRow row)
    {
        lock (_lock)
            return _rows.TryGetValue(index, out row);
    }

    /// <summary>Numbers of the bad rows in order.</summary>
    public IReadOnlyList<long> Indexes
    {
        get
        {
            lock (_lock)
                return [.. _rows.Keys.Order()];
        }
    }
}
