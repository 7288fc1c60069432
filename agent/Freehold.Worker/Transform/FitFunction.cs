using Freehold.DuckDb;
using Freehold.DuckDb.Functions;
using Freehold.Worker.Kernels;

namespace Freehold.Worker.Transform;

/// <summary>
/// Tells, in SQL, whether a rule can be applied to a value: 1 or 0. Finds the row that <see cref="ColumnFunction"/> refused.
/// </summary>
internal sealed class FitFunction(string name, KernelPool kernels) : ScalarFunction(name, parameterCount: 1, ColumnType.Integer)
{
    public override void Invoke(in FunctionCall call)
    {
        var values = call.Text(0);
        var results = call.NumberResult;

        var kernel = kernels.Rent();
        try
        {
            for (var row = 0; row < call.RowCount; row++)
            {
                var fits = values.IsNull(row) || values[row].IsEmpty || kernel.TryApply(values[row], default, out _);
                results.Set(row, fits ? 1 : 0);
            }
        }
        finally
        {
            kernels.Return(kernel);
        }
    }
}
