using Freehold.JobContract.Failures;

namespace Freehold.Worker.Csv;

/// <summary>Says in the words of failures what is wrong with a CSV file.</summary>
internal static class CsvFailure
{
    /// <summary>A problem with its place.</summary>
    /// <param name="objectName">The file as failures name it.</param>
    /// <param name="problem">The problem; not <see cref="CsvProblem.None"/>.</param>
    /// <param name="line">Its line.</param>
    /// <param name="columns">Columns of the file.</param>
    /// <param name="found">Fields of the row.</param>
    public static JobFailedException Of(string objectName, CsvProblem problem, long line, int columns, int found)
    {
        var counts = problem is CsvProblem.TooManyFields or CsvProblem.TooFewFields;
        return new(new Failure
        {
            Code = FailureCode.BadInput,
            Detail = problem switch
            {
                CsvProblem.TooManyFields => FailureDetail.TooManyFields,
                CsvProblem.TooFewFields => FailureDetail.TooFewFields,
                CsvProblem.UnterminatedQuote => FailureDetail.UnterminatedQuote,
                CsvProblem.MisplacedQuote => FailureDetail.MisplacedQuote,
                CsvProblem.NotUtf8 => FailureDetail.NotUtf8,
                CsvProblem.RowTooLong => FailureDetail.RowTooLong,
                _ => FailureDetail.NoColumns,
            },
            ObjectName = objectName,
            Line = problem is CsvProblem.NoColumns ? 0 : line,
            Expected = counts ? columns : 0,
            Found = counts ? found : 0,
        });
    }
}
