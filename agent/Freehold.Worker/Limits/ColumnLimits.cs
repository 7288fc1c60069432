using Freehold.JobContract.Failures;

namespace Freehold.Worker.Limits;

/// <summary>
/// How many columns a file may have, and what their names may not hold. Each column costs memory whatever the rows hold, in the
/// engine 32 KiB and in a profile up to a megabyte; a file of text with more is hardly meant.
/// </summary>
internal static class ColumnLimits
{
    /// <summary>Most columns of a file.</summary>
    public const int MostColumns = 10_000;

    /// <exception cref="JobFailedException">There are more, or a name holds a NUL character, which no statement can name.</exception>
    public static void Require(string objectName, IReadOnlyCollection<string> columns)
    {
        RequireCount(objectName, columns.Count);
        if (columns.Any(name => name.Contains('\0', StringComparison.Ordinal)))
            throw new JobFailedException(new Failure { Code = FailureCode.BadInput, Detail = FailureDetail.NulInName, ObjectName = objectName });
    }

    /// <exception cref="JobFailedException">There are more.</exception>
    public static void RequireCount(string objectName, int columns)
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
