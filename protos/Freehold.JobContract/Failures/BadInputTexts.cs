namespace Freehold.JobContract.Failures;

/// <summary>Sentences about inputs that cannot be read.</summary>
internal static class BadInputTexts
{
    public static FailureText Describe(Failure failure)
    {
        var place = Place(failure);
        return failure.Detail switch
        {
            FailureDetail.TooManyFields => new($"{place} has {failure.Found} fields where the header has {failure.Expected}.", "Correct the row, or the delimiter under spec.csv."),
            FailureDetail.TooFewFields => new($"{place} has {failure.Found} fields where the header has {failure.Expected}.", "Correct the row, or the delimiter under spec.csv."),
            FailureDetail.UnterminatedQuote => new($"{place} opens a quoted field that does not end.", "Close the quote, or set spec.csv.quote."),
            FailureDetail.MisplacedQuote => new($"{place} has text after a closing quote.", "Double the quotes inside the field, or set spec.csv.quote."),
            FailureDetail.NotUtf8 => new($"{place} holds bytes that are not UTF-8.", "Convert the file to UTF-8."),
            FailureDetail.NotJson => new($"{place} is not a JSON object.", "Write one complete JSON object a line."),
            FailureDetail.NotParquet => new($"{place} is not a readable Parquet file.", "Write the file again; it is damaged or no Parquet."),
            FailureDetail.NotADate => new($"{place} holds something that is no date in column {failure.ColumnName}.", "Correct the value, or set onInvalid: empty on the rule."),
            FailureDetail.NotANumber => new($"{place} holds something that is no number in column {failure.ColumnName}.", "Correct the value, or set onInvalid: empty on the rule."),
            FailureDetail.DomainTooSmall => new($"{place} holds a value in column {failure.ColumnName} that is too short for its alphabet.", "Choose a larger alphabet or another action, or set onInvalid: empty on the rule."),
            FailureDetail.NotDecryptable => new($"{place} holds a value in column {failure.ColumnName} that this key did not encrypt.", "Check key, domain, tweak and mode of the rule."),
            FailureDetail.Formula => new($"{place} holds a cell in column {failure.ColumnName} that a spreadsheet would run.", "Set spec.csv.formulas to escape or keep, or correct the value."),
            FailureDetail.WrongEncoding => new($"{place} holds bytes that its encoding does not have.", "Correct spec.csv.encoding, or convert the file to UTF-8."),
            FailureDetail.NotGzip => new($"{place} is not a complete gzip file.", "Compress the file again, or name it without .gz."),
            FailureDetail.ExpandsTooFar => new($"{place} expands beyond the {failure.Expected} bytes that its task may write.", "Raise resources.disk, or split the file."),
            FailureDetail.UnsupportedCompression => new($"{place} is compressed in a way that is not read.", "Compress it with gzip, or not at all."),
            FailureDetail.WrongValueType => new($"{place}: the expression for {Concerned(failure)} met a value of a kind that it cannot work on.", "Guard it with a condition, or set badRows: quarantine."),
            FailureDetail.DivisionByZero => new($"{place}: the expression for {Concerned(failure)} divides by zero.", "Guard the division with a condition, or set badRows: quarantine."),
            FailureDetail.OutOfRange => new($"{place}: the expression for {Concerned(failure)} makes a number that is too large, or asks for an entry that is not there.", "Guard it with a condition, or set badRows: quarantine."),
            FailureDetail.ResultTooLong => new($"{place}: the expression for {Concerned(failure)} makes a text that is too long.", "Shorten the result, or set badRows: quarantine."),
            FailureDetail.TooCostly => new($"{place}: a pattern in the expression for {Concerned(failure)} takes too long.", "Use a simpler pattern, or set badRows: quarantine."),
            FailureDetail.NotACondition => new($"{place}: the condition for {Concerned(failure)} is neither true nor false.", "Compare with something, for example this != none."),
            FailureDetail.TooManyBadRows => new($"{place} has {failure.Found} bad rows or more where {failure.Expected} may be put aside.", "Look at the reasons with a higher spec.maxBadRows, or correct the file."),
            FailureDetail.DuplicateColumn => new($"{place} has two columns named {failure.ColumnName}.", "Rename one of them in the file."),
            FailureDetail.NoColumns => new($"{place} has no columns.", "The file needs a header row or at least one record."),
            FailureDetail.RowTooLong => new($"{place} holds a row that is too long to be one.", "Check for an unclosed quote or a wrong line end."),
            FailureDetail.UnknownFormat => new($"{place} has no extension that says its format.", "Name it .csv, .tsv, .jsonl, .ndjson or .parquet."),
            FailureDetail.UnsafeName => new($"{place} has a name that is no path: an empty segment, a dot segment or a control character.", "Rename the object, or leave it out by the glob."),
            FailureDetail.NotAFile => new($"{place} is no file of its folder: a pipe, a device, or a link that leads out.", "Put the file itself there, or name the folder that it lies in."),
            FailureDetail.NulInName => new($"{place} has a NUL character in the name of a column.", "Rename the column, or check that the file is what its name says."),
            FailureDetail.TooManyColumns => new($"{place} has {failure.Found} columns where at most {failure.Expected} are read.", "Check the delimiter under spec.csv, or split the file."),
            _ => new($"{place} cannot be read.", "Check that the file is what its name says and is complete."),
        };
    }

    private static string Concerned(Failure failure) => failure.ColumnName.Length == 0 ? "the row" : $"column {failure.ColumnName}";

    private static string Place(Failure failure) =>
        failure.Line > 0 ? $"Line {failure.Line} of {FailureCatalog.Named(failure)}" : FailureCatalog.Named(failure);
}
