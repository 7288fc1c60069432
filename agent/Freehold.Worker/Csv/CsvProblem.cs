namespace Freehold.Worker.Csv;

/// <summary>What can be wrong with a CSV file: a closed list.</summary>
internal enum CsvProblem
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>A row has more fields than the first.</summary>
    TooManyFields,

    /// <summary>A row has fewer fields than the first.</summary>
    TooFewFields,

    /// <summary>A quoted field does not end before the file does.</summary>
    UnterminatedQuote,

    /// <summary>Text follows the closing quote of a field.</summary>
    MisplacedQuote,

    /// <summary>A row holds bytes that are no UTF-8.</summary>
    NotUtf8,

    /// <summary>A row is longer than <see cref="CsvReader.LongestRow"/>.</summary>
    RowTooLong,

    /// <summary>The file has no first row.</summary>
    NoColumns,
}
