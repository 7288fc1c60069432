using System.Buffers.Text;
using System.Collections.Concurrent;
using Freehold.DuckDb;
using Freehold.DuckDb.Functions;
using Freehold.JobContract.Failures;
using Freehold.Worker.Expressions;
using Freehold.Worker.Transform;

namespace Freehold.Worker.Rows;

/// <summary>
/// A program as a function in SQL, from the row's number and the columns that are looked at to a struct: <c>f0</c> is null for a row
/// that is to be written, the other fields are the computed columns.
/// </summary>
internal sealed class RowFunction(string name, RowProgram program, IReadOnlyList<SourceColumn> source, BadRowList bad, RowCounts counts)
    : ScalarFunction(name, 1 + program.Plan.Inputs.Count, ColumnType.Struct), IDisposable
{
    private readonly ConcurrentBag<RowWorker> _idle = [];
    private readonly int[] _inputs = [.. program.Plan.Inputs];
    private readonly CellReader[] _readers = [.. program.Plan.Inputs.Select(slot => new CellReader(source[slot]))];
    private readonly int[] _computed = [.. program.Plan.Outputs.Where(output => output.IsComputed).Select(output => output.Slot)];

    public void Dispose()
    {
        while (_idle.TryTake(out var worker))
            worker.Dispose();
    }

    public override void Invoke(in FunctionCall call)
    {
        var worker = _idle.TryTake(out var idle) ? idle : new RowWorker(program);
        try
        {
            Invoke(call, worker);
        }
        finally
        {
            _idle.Add(worker);
        }
    }

    private void Invoke(in FunctionCall call, RowWorker worker)
    {
        var numbers = call.Text(0);
        var status = call.TextField(0);
        var dropped = 0;

        for (var row = 0; row < call.RowCount; row++)
        {
            if (!Utf8Parser.TryParse(numbers[row], out long index, out _))
                throw new InvalidOperationException("Every row has its number.");

            var became = RowStatus.Bad;
            if (!bad.IsBeyond(index))
            {
                Load(call, row, worker);
                became = worker.Run(index, source.Count);
                if (became is RowStatus.Bad && !bad.Add(new(index, worker.Reason, worker.BadColumn)))
                    throw new ValueRejectedException(FailureDetail.TooManyBadRows);
            }

            dropped += became is RowStatus.Dropped ? 1 : 0;
            if (became is RowStatus.Kept)
                status.SetNull(row);
            else
                status.Set(row, "x"u8);
            Store(call, row, worker, became is RowStatus.Kept);
        }

        counts.AddDropped(dropped);
    }

    private void Load(in FunctionCall call, int row, RowWorker worker)
    {
        for (var input = 0; input < _inputs.Length; input++)
        {
            var values = call.Text(input + 1);
            worker.Cells[_inputs[input]] = values.IsNull(row) ? ExpressionValue.Null : _readers[input].Read(values[row]);
        }
    }

    private void Store(in FunctionCall call, int row, RowWorker worker, bool kept)
    {
        for (var field = 0; field < _computed.Length; field++)
        {
            var results = call.TextField(field + 1);
            if (!kept || !worker.Cells[_computed[field]].HasText)
                results.SetNull(row);
            else
                results.Set(row, worker.TextOf(_computed[field]));
        }
    }
}
