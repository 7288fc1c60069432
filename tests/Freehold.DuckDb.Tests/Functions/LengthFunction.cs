using Freehold.DuckDb.Functions;

namespace Freehold.DuckDb.Tests.Functions;

/// <summary>The bytes of a text; null for null.</summary>
internal sealed class LengthFunction() : ScalarFunction("bytes_of", parameterCount: 1, ColumnType.Integer)
{
    public override void Invoke(in FunctionCall call)
    {
        var texts = call.Text(0);
        var results = call.NumberResult;
        for (var row = 0; row < call.RowCount; row++)
        {
            if (texts.IsNull(row))
                results.SetNull(row);
            else
                results.Set(row, texts[row].Length);
        }
    }
}
