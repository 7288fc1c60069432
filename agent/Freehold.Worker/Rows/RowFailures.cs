using Freehold.JobContract.Failures;
using Freehold.Worker.Transform;

namespace Freehold.Worker.Rows;

/// <summary>Failures of a task that rows are to blame for.</summary>
internal static class RowFailures
{
    public static JobFailedException Of(TransformTask task, string detail, long line, string column = "", long expected = 0, long found = 0) => new(new Failure
    {
        Code = FailureCode.BadInput,
        Detail = detail,
        ObjectName = task.ObjectName,
        Line = line,
        ColumnName = column,
        Expected = expected,
        Found = found,
    });

    /// <summary>More rows are bad than may be put aside.</summary>
    public static JobFailedException TooMany(TransformTask task, BadRowList bad) =>
        Of(task, FailureDetail.TooManyBadRows, 0, "", bad.Most, bad.Count);
}
