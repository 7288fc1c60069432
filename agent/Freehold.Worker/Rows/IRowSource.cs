using Freehold.DuckDb;
using Freehold.Worker.Transform;

namespace Freehold.Worker.Rows;

/// <summary>An input whose rows are numbered, and whose bad rows can be found again.</summary>
internal interface IRowSource
{
    /// <summary>What stands after FROM: columns <c>c0</c>, <c>c1</c>, … and the row's number from 0, as text, called <c>n</c>.</summary>
    string Relation { get; }

    /// <summary>
    /// Reads the input whole, notes the rows that are bad, and numbers the others: each has its number in itself, so that it is right
    /// whichever thread works on it.
    /// </summary>
    /// <returns>What it holds; bad rows are counted.</returns>
    /// <exception cref="JobFailedException">It is not sound, and no single row is to blame or bad rows are not put aside.</exception>
    Task<SourceContent> PrepareAsync(DuckDbConnection connection, BadRowList bad, Action<long> onRead, CancellationToken cancellationToken);

    /// <summary>The line of a row, or the row itself where there are no lines; from 1.</summary>
    Task<long> LineOfAsync(long index, CancellationToken cancellationToken);

    /// <summary>Writes the bad rows as they are, and the reasons beside them.</summary>
    Task WriteBadRowsAsync(DuckDbConnection connection, BadRowList bad, CancellationToken cancellationToken);
}
