using System.Collections.Concurrent;
using Freehold.DuckDb;
using Freehold.DuckDb.Functions;
using Freehold.JobContract.Failures;
using Freehold.Worker.Transform;

namespace Freehold.Worker.Rows;

/// <summary>A program as a function from a numbered line of JSON to the line that is written; null when none is.</summary>
internal sealed class JsonRowFunction(string name, Func<JsonRowKernel> create, BadRowList bad, RowCounts counts)
    : ScalarFunction(name, parameterCount: 1, ColumnType.Struct), IDisposable
{
    private readonly ConcurrentBag<JsonRowKernel> _idle = [];

    public void Dispose()
    {
        while (_idle.TryTake(out var kernel))
            kernel.Dispose();
    }

    public override void Invoke(in FunctionCall call)
    {
        var lines = call.Text(0);
        var results = call.TextField(0);
        var dropped = 0;

        var kernel = _idle.TryTake(out var idle) ? idle : create();
        try
        {
            for (var row = 0; row < call.RowCount; row++)
            {
                var status = kernel.Run(lines[row], bad, out var index, out var result);
                if (status is RowStatus.Bad && !bad.IsBeyond(index) && !bad.Add(new(index, kernel.Worker.Reason, kernel.Worker.BadColumn)))
                    throw new ValueRejectedException(FailureDetail.TooManyBadRows);

                dropped += status is RowStatus.Dropped ? 1 : 0;
                if (status is RowStatus.Kept)
                    results.Set(row, result);
                else
                    results.SetNull(row);
            }
        }
        finally
        {
            _idle.Add(kernel);
        }

        counts.AddDropped(dropped);
    }
}
