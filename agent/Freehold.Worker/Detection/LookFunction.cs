using Freehold.Detection.Columns;
using Freehold.DuckDb;
using Freehold.DuckDb.Functions;

namespace Freehold.Worker.Detection;

/// <summary>Shows the values of a column to its classifier, in SQL; returns 0. No value leaves the engine's memory.</summary>
internal sealed class LookFunction(string name, ColumnClassifier classifier) : ScalarFunction(name, parameterCount: 1, ColumnType.Integer)
{
    private readonly Lock _classifying = new();

    public override void Invoke(in FunctionCall call)
    {
        var values = call.Text(0);
        var results = call.NumberResult;

        // The engine calls from several threads, and a classifier serves one at a time.
        lock (_classifying)
        {
            for (var row = 0; row < call.RowCount; row++)
            {
                if (!values.IsNull(row))
                    classifier.Add(values[row]);
                results.Set(row, 0);
            }
        }
    }
}
