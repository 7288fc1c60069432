using Freehold.JobContract.Failures;

namespace Freehold.Worker.JsonLines;

/// <summary>Keys as names of columns.</summary>
internal static class KeyNames
{
    /// <summary>The engine takes names that differ only in case for one; whole lines are not read by names.</summary>
    /// <exception cref="JobFailedException">Two keys are one to it.</exception>
    public static void RequireDistinct(string objectName, IEnumerable<JsonKey> keys)
    {
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        if (keys.FirstOrDefault(key => !names.Add(key.Name)) is not { } second)
            return;

        throw new JobFailedException(new Failure
        {
            Code = FailureCode.BadInput,
            Detail = FailureDetail.DuplicateColumn,
            ObjectName = objectName,
            ColumnName = second.Name,
        });
    }
}
