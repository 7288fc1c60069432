using Freehold.DuckDb;
using Freehold.Worker.Kernels;
using Freehold.Worker.Rules;

namespace Freehold.Worker.Transform;

/// <summary>An input in one format: what it holds, how the engine reads it, and where a faulty value lies.</summary>
internal interface ITransformSource
{
    /// <summary>
    /// Finds out what the input holds and whether it is sound, before anything is transformed.
    /// </summary>
    /// <param name="connection">Connection of a database that may read the input.</param>
    /// <param name="onRead">Told now and then how many bytes have been read.</param>
    /// <param name="cancellationToken">Ends the inspection.</param>
    /// <exception cref="JobFailedException">It is not sound; names the line where there is one.</exception>
    Task<SourceContent> InspectAsync(DuckDbConnection connection, Action<long> onRead, CancellationToken cancellationToken);

    /// <summary>What stands after FROM: a relation whose columns are called <c>c0</c>, <c>c1</c>, … in the input's order.</summary>
    string Relation { get; }

    /// <summary>
    /// The first line, or row where there are no lines, with a value that a rule cannot be applied to; from 1, 0 when there is none.
    /// </summary>
    Task<long> FindRejectedAsync(
        DuckDbConnection connection, ColumnPlan plan, KernelPool kernels, CancellationToken cancellationToken);
}
