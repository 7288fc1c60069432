using System.Globalization;
using System.Text;
using Freehold.Worker.Expressions;
using Freehold.Worker.Transform;

namespace Freehold.Worker.Rows;

/// <summary>Reads a cell of a column as a value of expressions: text, unless the column's type says that it is more.</summary>
internal static class CellReader
{
    /// <summary>The value of a text that is not null.</summary>
    public static ExpressionValue Read(ReadOnlySpan<byte> utf8, SourceColumn column)
    {
        var text = Encoding.UTF8.GetString(utf8);
        switch (RowNames.TypeWord(column))
        {
            case "boolean" when text is "true" or "false":
                return ExpressionValue.Of(text is "true");
            case "integer" when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var integer):
                return AsWritten(ExpressionValue.Of(integer), text);
            case "integer" or "number" when decimal.TryParse(
                text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number):
                return AsWritten(ExpressionValue.Of(number), text);
            default:
                return ExpressionValue.Of(text);
        }
    }

    // -0 and 1e3 are numbers whose text is another: they stay text, so that a cell that is passed on is the same cell.
    private static ExpressionValue AsWritten(ExpressionValue value, string text) =>
        string.Equals(value.ToCell(), text, StringComparison.Ordinal) ? value : ExpressionValue.Of(text);
}
