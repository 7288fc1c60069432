using Freehold.Worker.Profile.Columns;

namespace Freehold.Worker.Profile.Report;

/// <summary>Decides which type a column has, from what each of its values can be read as.</summary>
internal static class ColumnTypes
{
    private const double Mostly = 0.9;
    private const int IdentifierDigits = 9;

    /// <summary>The word for the type that every value has; text where there is no such type.</summary>
    public static string Of(ColumnFacts column)
    {
        var type = TypeOf(column);

        // A card or account number is written with digits and is no number: nobody adds two of them.
        return type switch
        {
            null => "empty",
            DataType.Integer or DataType.Decimal when column.Kind.IsPersonal => Word(DataType.Text),
            DataType.Integer when NumbersThings(column) => Word(DataType.Text),
            { } known => Word(known),
        };
    }

    // Long numbers that hardly ever repeat are identifiers, whether or not their check digits are known.
    private static bool NumbersThings(ColumnFacts column)
    {
        var values = column.Rows - column.Nulls;
        return column.Shortest >= IdentifierDigits && values > 1 && column.Values.Distinct() >= Mostly * values;
    }

    /// <summary>Of a column that is text by a few values only: what the others are, and their share.</summary>
    public static (string? Word, double? Share) MostlyOf(ColumnFacts column)
    {
        if (column.Kind.IsPersonal || TypeOf(column) is not DataType.Text || NumbersThings(column))
            return (null, null);

        var all = Enum.GetValues<DataType>().Sum(column.Of);
        var (type, count) = Families(column).MaxBy(family => family.Count);
        return count >= Mostly * all ? (Word(type), count / (double)all) : (null, null);
    }

    private static DataType? TypeOf(ColumnFacts column)
    {
        var all = Enum.GetValues<DataType>().Sum(column.Of);
        if (all == 0)
            return null;
        foreach (var (type, count) in Families(column))
        {
            if (count == all)
                return type;
        }

        return DataType.Text;
    }

    // The narrowest first.
    private static IEnumerable<(DataType Type, long Count)> Families(ColumnFacts column) =>
    [
        (DataType.Integer, column.Of(DataType.Integer)),
        (DataType.Decimal, column.Of(DataType.Integer) + column.Of(DataType.Decimal)),
        (DataType.Boolean, column.Of(DataType.Boolean)),
        (DataType.Date, column.Of(DataType.Date)),
        (DataType.Timestamp, column.Of(DataType.Date) + column.Of(DataType.Timestamp)),
    ];

    private static string Word(DataType type) => type.ToString().ToLowerInvariant();
}
