using System.Collections.Concurrent;
using Freehold.DuckDb;
using Freehold.DuckDb.Functions;
using Freehold.Worker.JsonLines;

namespace Freehold.Worker.Transform;

/// <summary>All rules of a file of JSON lines as one function from line to line.</summary>
internal sealed class JsonLineFunction(string name, Func<JsonLineKernel> create)
    : ScalarFunction(name, parameterCount: 1, ColumnType.Varchar), IDisposable
{
    private readonly ConcurrentBag<JsonLineKernel> _idle = [];

    public void Dispose()
    {
        while (_idle.TryTake(out var kernel))
            kernel.Dispose();
    }

    public override void Invoke(in FunctionCall call)
    {
        var lines = call.Text(0);
        var results = call.TextResult;

        var kernel = _idle.TryTake(out var idle) ? idle : create();
        try
        {
            for (var row = 0; row < call.RowCount; row++)
            {
                if (!kernel.TryApply(lines[row], out var result, out _))
                    throw new ValueRejectedException(kernel.Refusal);
                results.Set(row, result);
            }
        }
        finally
        {
            _idle.Add(kernel);
        }
    }
}
