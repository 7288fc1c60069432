using System.Globalization;
using System.Text;
using Freehold.Worker.Expressions;
using Freehold.Worker.Transform;

namespace Freehold.Worker.Rows;

/// <summary>Reads the cells of a column as values of expressions: text, unless the column's type says that they are more.</summary>
internal sealed class CellReader(SourceColumn column)
{
    private const int LongestNumber = 40; // more than a decimal number can have

    private readonly string _type = RowNames.TypeWord(column);

    /// <summary>The value of a text that is not null.</summary>
    public ExpressionValue Read(ReadOnlySpan<byte> utf8) => _type switch
    {
        "boolean" when utf8.SequenceEqual("true"u8) => ExpressionValue.True,
        "boolean" when utf8.SequenceEqual("false"u8) => ExpressionValue.False,
        "integer" or "number" => ReadNumber(utf8),
        _ => ExpressionValue.Of(Encoding.UTF8.GetString(utf8)),
    };

    // -0 and 1e3 are numbers whose text is another: they stay text, so that a cell that is passed on is the same cell.
    private ExpressionValue ReadNumber(ReadOnlySpan<byte> utf8)
    {
        Span<byte> written = stackalloc byte[LongestNumber];
        if (_type is "integer" && long.TryParse(utf8, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var integer))
        {
            integer.TryFormat(written, out var length, default, CultureInfo.InvariantCulture);
            if (utf8.SequenceEqual(written[..length]))
                return ExpressionValue.Of(integer);
        }
        else if (decimal.TryParse(utf8, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
        {
            number.TryFormat(written, out var length, default, CultureInfo.InvariantCulture);
            if (utf8.SequenceEqual(written[..length]))
                return ExpressionValue.Of(number);
        }

        return ExpressionValue.Of(Encoding.UTF8.GetString(utf8));
    }
}
