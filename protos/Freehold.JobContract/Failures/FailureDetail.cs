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

    /// <summary>A value that is no number.</summary>
    public const string NotANumber = "not_a_number";

    /// <summary>A value too short for its alphabet to be encrypted, or to have a unique fake.</summary>
    public const string DomainTooSmall = "domain_too_small";

    /// <summary>A value that was not encrypted with this key, or was changed.</summary>
    public const string NotDecryptable = "not_decryptable";

    /// <summary>A cell that a spreadsheet would run.</summary>
    public const string Formula = "formula";

    /// <summary>Bytes that the encoding of the spec does not have.</summary>
    public const string WrongEncoding = "wrong_encoding";

    /// <summary>A compressed file that is damaged or incomplete.</summary>
    public const string NotGzip = "not_gzip";

    /// <summary>A compressed file that expands beyond what the task may write.</summary>
    public const string ExpandsTooFar = "expands_too_far";

    /// <summary>A compression that is not read.</summary>
    public const string UnsupportedCompression = "unsupported_compression";

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

    /// <summary>More rules on keys within one column than a column may have.</summary>
    public const string TooManyPaths = "too_many_paths";

    /// <summary>No space left where the output or scratch files go.</summary>
    public const string DiskFull = "disk_full";

    /// <summary>The worker's container could not be made or started.</summary>
    public const string StartError = "start_error";

    /// <summary>A volume of the worker's pod could not be mounted.</summary>
    public const string VolumeNotMounted = "volume_not_mounted";

    /// <summary>A secret shorter than its use needs.</summary>
    public const string TooShort = "too_short";

    /// <summary>A secret that does not hold a key in hex digits.</summary>
    public const string NotAKey = "not_a_key";

    /// <summary>The same attempt lay at the agent with another document.</summary>
    public const string DigestConflict = "digest_conflict";

    /// <summary>An operator or function met a kind of value that it does not work on.</summary>
    public const string WrongValueType = "wrong_value_type";

    /// <summary>A division by zero.</summary>
    public const string DivisionByZero = "division_by_zero";

    /// <summary>A number, place or length outside of what there is.</summary>
    public const string OutOfRange = "out_of_range";

    /// <summary>A result longer than expressions may make.</summary>
    public const string ResultTooLong = "result_too_long";

    /// <summary>A pattern that took too long on one value.</summary>
    public const string TooCostly = "too_costly";

    /// <summary>A condition that is neither true nor false.</summary>
    public const string NotACondition = "not_a_condition";

    /// <summary>More bad rows than may be put aside.</summary>
    public const string TooManyBadRows = "too_many_bad_rows";

    /// <summary>More objects than a job may have.</summary>
    public const string TooManyObjects = "too_many_objects";

    /// <summary>A task that ran longer than <c>taskTimeLimit</c>.</summary>
    public const string TaskTimeLimit = "task_time_limit";

    /// <summary>A task that used more memory than its share.</summary>
    public const string TaskMemory = "task_memory";

    /// <summary>A task that used more scratch space than its share.</summary>
    public const string DiskLimit = "disk_limit";

    /// <summary>The store does not know the access key, or the signature made with it is wrong.</summary>
    public const string BadCredentials = "bad_credentials";

    /// <summary>Credentials that were good once.</summary>
    public const string ExpiredCredentials = "expired_credentials";

    /// <summary>The store made no credentials for the job alone.</summary>
    public const string NotNarrowed = "not_narrowed";

    /// <summary>No credentials at all.</summary>
    public const string NoCredentials = "no_credentials";

    /// <summary>The worker's clock is too far from the store's.</summary>
    public const string ClockSkewed = "clock_skewed";

    /// <summary>The store, or the key's own rules, refuse the encryption that was asked for.</summary>
    public const string EncryptionRefused = "encryption_refused";

    /// <summary>The bucket lies in another region than the connection says.</summary>
    public const string WrongRegion = "wrong_region";

    /// <summary>Nothing answers at the store's address.</summary>
    public const string Unreachable = "unreachable";

    /// <summary>The registry does not let the cluster have the image.</summary>
    public const string Unauthorized = "unauthorized";

    /// <summary>The registry turns the cluster away for asking too often.</summary>
    public const string RateLimited = "rate_limited";

    /// <summary>The registry's certificate is none that the node trusts.</summary>
    public const string Untrusted = "untrusted";

    /// <summary>What stands for the image is no name of one.</summary>
    public const string InvalidName = "invalid_name";

    /// <summary>The image is not on the node, and must not be pulled.</summary>
    public const string NotPresent = "not_present";

    /// <summary>An object was replaced while it was read.</summary>
    public const string Changed = "changed";

    /// <summary>An object arrived with another checksum than it has in the store.</summary>
    public const string Corrupted = "corrupted";

    /// <summary>An object's name would mean something else as a path.</summary>
    public const string UnsafeName = "unsafe_name";

    /// <summary>What lies at a name is no file of its folder: a pipe, a device, or a link that leads out.</summary>
    public const string NotAFile = "not_a_file";

    /// <summary>A file has more columns than are read.</summary>
    public const string TooManyColumns = "too_many_columns";

    /// <summary>The name of a column holds a NUL character.</summary>
    public const string NulInName = "nul_in_name";
}
