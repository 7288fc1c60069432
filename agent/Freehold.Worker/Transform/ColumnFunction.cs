using Freehold.DuckDb;
using Freehold.DuckDb.Functions;
using Freehold.Worker.Kernels;

namespace Freehold.Worker.Transform;

/// <summary>A rule as a function in SQL: value, and subject if the rule wants one. Null stays null, empty stays empty.</summary>
internal sealed class ColumnFunction(string name, bool hasSubject, KernelPool kernels)
    : ScalarFunction(name, hasSubject ? 2 : 1, ColumnType.Varchar)
{
    public override void Invoke(in FunctionCall call)
    {
        var values = call.Text(0);
        var subjects = hasSubject ? call.Text(1) : default;
        var results = call.TextResult;

        var kernel = kernels.Rent();
        try
        {
            for (var row = 0; row < call.RowCount; row++)
            {
                if (values.IsNull(row))
                {
                    results.SetNull(row);
                    continue;
                }

                var value = values[row];
                if (value.IsEmpty)
                {
                    results.Set(row, value);
                    continue;
                }

                var subject = hasSubject && !subjects.IsNull(row) ? subjects[row] : default;
                if (!kernel.TryApply(value, subject, out var result))
                    throw new ValueRejectedException(kernel.Refusal);
                results.Set(row, result);
            }
        }
        finally
        {
            kernels.Return(kernel);
        }
    }
}
