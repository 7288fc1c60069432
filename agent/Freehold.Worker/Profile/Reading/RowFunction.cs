using Freehold.DuckDb;
using Freehold.DuckDb.Functions;

namespace Freehold.Worker.Profile.Reading;

/// <summary>A function in SQL that passes the rows it is called with on to a sink. The engine must have one thread.</summary>
internal sealed class RowFunction(string name, int columns, RowSink sink) : ScalarFunction(name, columns, ColumnType.Integer)
{
    /// <summary>Rows that came by.</summary>
    public long Rows { get; private set; }

    public override void Invoke(in FunctionCall call)
    {
        var results = call.NumberResult;
        for (var row = 0; row < call.RowCount; row++)
        {
            for (var column = 0; column < ParameterCount; column++)
            {
                var values = call.Text(column);
                if (values.IsNull(row))
                    sink.Row.SetNull(column);
                else
                    sink.Row.Set(column, values[row]);
            }

            sink.EndRow();
            results.Set(row, 1);
        }

        Rows += call.RowCount;
    }
}
