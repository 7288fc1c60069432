namespace Freehold.JobContract.Failures;

/// <summary>Sentences about specs that do not fit the data they meet.</summary>
internal static class SpecTexts
{
    public static FailureText Describe(Failure failure) => failure.Detail switch
    {
        FailureDetail.UnknownColumn => new(
            $"{FailureCatalog.Named(failure)} has no column {failure.ColumnName}{Meant(failure)}.",
            "Correct the rule's columns, or limit the rule with files."),
        FailureDetail.ColumnWithoutRule => new(
            $"Column {failure.ColumnName} of {FailureCatalog.Named(failure)} has no rule, and the spec blocks such columns.",
            "Add a rule for it; action keep lets it pass."),
        FailureDetail.WrongColumnType => new(
            $"The rule for column {failure.ColumnName} of {FailureCatalog.Named(failure)} cannot be applied to its type.",
            "Choose another action for the column; drop and redact work on every type."),
        FailureDetail.DuplicateColumn => new(
            $"The rules give {FailureCatalog.Named(failure)} two columns named {failure.ColumnName}.", "Choose another name under as."),
        FailureDetail.TooManyPaths => new(
            $"More than 64 paths lead into column {failure.ColumnName}.", "Use a path with *, or a rule on the whole column."),
        FailureDetail.SameOutputName => new(
            $"Two inputs would both be written as {FailureCatalog.Named(failure)}.", "Rename one of the inputs, or run two jobs."),
        FailureDetail.TooManyObjects => new(
            $"{FailureCatalog.Named(failure)} means more objects than the 100,000 that a job may have.",
            "Split the input into several jobs, for example by folder."),
        FailureDetail.DigestConflict => new(
            "The agent holds this attempt with another document.", "Report it with the job's id; submitting the job again helps."),
        _ => new("The job document cannot be run.", "Validate it with freehold validate."),
    };

    private static string Meant(Failure failure) => failure.Suggestion.Length == 0 ? "" : $"; did you mean {failure.Suggestion}?";
}
