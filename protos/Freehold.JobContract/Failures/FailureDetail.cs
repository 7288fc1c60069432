namespace Freehold.JobContract.Failures;

/// <summary>What exactly is wrong, under a <see cref="FailureCode"/>: a closed list of stable words.</summary>
public static class FailureDetail
{
    /// <summary>A row has more fields than the header.</summary>
    public const string TooManyFields = "too_many_fields";

    /// <summary>A row has fewer fields than the header.</summary>
    public const string TooFewFields = "too_few_fields";

    /// <summary>A quoted field does not end.</summary>
    public const string UnterminatedQuote = "unterminated_quote";

    /// <summary>Text after the closing quote of a field.</summary>
    public const string MisplacedQuote = "misplaced_quote";

    /// <summary>Bytes that are no UTF-8.</summary>
    public const string NotUtf8 = "not_utf8";

    /// <summary>A line that is no JSON object.</summary>
    public const string NotJson = "not_json";

    /// <summary>A file that is no Parquet, is damaged, or uses something that the reader does not know.</summary>
    public const string NotParquet = "not_parquet";

    /// <summary>A value that is no date.</summary>
    public const string NotADate = "not_a_date";

    /// <summary>Two columns of one name.</summary>
    public const string DuplicateColumn = "duplicate_column";

    /// <summary>A file without a header or rows to take columns from.</summary>
    public const string NoColumns = "no_columns";

    /// <summary>A row longer than the reader's limit.</summary>
    public const string RowTooLong = "row_too_long";

    /// <summary>A file extension that says no format.</summary>
    public const string UnknownFormat = "unknown_format";

    /// <summary>A rule names a column that the file lacks.</summary>
    public const string UnknownColumn = "unknown_column";

    /// <summary>A column without a rule, where the spec says block.</summary>
    public const string ColumnWithoutRule = "column_without_rule";

    /// <summary>A rule that cannot be applied to the column's type.</summary>
    public const string WrongColumnType = "wrong_column_type";

    /// <summary>A glob that matches nothing.</summary>
    public const string NoMatch = "no_match";

    /// <summary>An object that is not there.</summary>
    public const string NotFound = "not_found";

    /// <summary>Two inputs that would be written to one output name.</summary>
    public const string SameOutputName = "same_output_name";

    /// <summary>No space left where the output or scratch files go.</summary>
    public const string DiskFull = "disk_full";

    /// <summary>The worker's container could not be made or started.</summary>
    public const string StartError = "start_error";

    /// <summary>A volume of the worker's pod could not be mounted.</summary>
    public const string VolumeNotMounted = "volume_not_mounted";

    /// <summary>A secret shorter than its use needs.</summary>
    public const string TooShort = "too_short";

    /// <summary>The same attempt lay at the agent with another document.</summary>
    public const string DigestConflict = "digest_conflict";
}
