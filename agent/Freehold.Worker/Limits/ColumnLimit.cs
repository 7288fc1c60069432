using Freehold.JobContract.Failures;

namespace Freehold.Worker.Limits;

/// <summary>
/// How many columns a file may have. Each costs memory whatever the rows hold, in the engine 32 KiB and in a profile up to a
/// megabyte; a file of text with more is hardly meant.
/// </summary>
internal static class ColumnLimit
{
    /// <summary>Most columns of a file.</summary>
    public const int MostColumns = 10_000;

    /// <exception cref="JobFailedException">There are more.</exception>
    public static void Require(string objectName, int columns)
    {
        if (columns <= MostColumns)
            return;

        throw new JobFailedException(new Failure
        {
            Code = FailureCode.BadInput,
            Detail = FailureDetail.TooManyColumns,
            ObjectName = objectName,
            Expected = MostColumns,
            Found = columns,
        });
    }
}
