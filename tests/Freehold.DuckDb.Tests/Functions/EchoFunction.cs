using Freehold.DuckDb.Functions;

namespace Freehold.DuckDb.Tests.Functions;

/// <summary>Gives back what it gets, and throws at a certain text.</summary>
internal sealed class EchoFunction(string throwsAt = "") : ScalarFunction("echo", parameterCount: 1, ColumnType.Varchar)
{
    public override void Invoke(in FunctionCall call)
    {
        var texts = call.Text(0);
        var results = call.TextResult;
        for (var row = 0; row < call.RowCount; row++)
        {
            if (texts.IsNull(row))
                results.SetNull(row);
            else if (throwsAt.Length > 0 && texts[row].SequenceEqual(System.Text.Encoding.UTF8.GetBytes(throwsAt)))
                throw new InvalidOperationException("found it");
            else
                results.Set(row, texts[row]);
        }
    }
}
