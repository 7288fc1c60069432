using System.Collections.Concurrent;
using Freehold.DuckDb;
using Freehold.DuckDb.Functions;
using Freehold.Worker.Kernels;

namespace Freehold.Worker.Transform;

/// <summary>The days that a subject's dates move, for columns whose type is a date: the engine adds them, so the type stays.</summary>
internal sealed class DaysFunction(string name, Func<DayShift> create)
    : ScalarFunction(name, parameterCount: 1, ColumnType.Integer), IDisposable
{
    private readonly ConcurrentBag<DayShift> _idle = [];

    public void Dispose()
    {
        while (_idle.TryTake(out var shift))
            shift.Dispose();
    }

    public override void Invoke(in FunctionCall call)
    {
        var subjects = call.Text(0);
        var results = call.NumberResult;

        var shift = _idle.TryTake(out var idle) ? idle : create();
        for (var row = 0; row < call.RowCount; row++)
        {
            if (subjects.IsNull(row))
                results.SetNull(row);
            else
                results.Set(row, shift.DaysFor(subjects[row]));
        }

        _idle.Add(shift);
    }
}
