using Freehold.DuckDb;
using Freehold.JobContract.Failures;
using Freehold.JobContract.Transform;

namespace Freehold.Worker.Transform;

/// <summary>Says in our words what the engine's failure means for the job.</summary>
internal static class EngineFailures
{
    private const long NoSpace = 4 * 1024 * 1024; // bytes; a file system seldom fills to the last one

    /// <summary>The failure of a task whose query failed.</summary>
    public static Failure Translate(DuckDbError error, TransformTask task) => error switch
    {
        DuckDbError.OutOfMemory => new() { Code = FailureCode.OomKilled, ObjectName = task.ObjectName },
        DuckDbError.Io => new()
        {
            Code = FailureCode.OutputUnwritable,
            Detail = IsFull(task.OutputPath) || IsFull(task.Scratch) ? FailureDetail.DiskFull : "",
            ObjectName = task.ObjectName,
        },

        // CSV and JSON have been read to the end before the engine sees them, so what it does not like is our bug. Parquet is
        // read by the engine alone, and a damaged file can make it fail in any way.
        _ when task.Format is DataFormat.Parquet && error is not (DuckDbError.Permission or DuckDbError.Statement) => new()
        {
            Code = FailureCode.BadInput,
            Detail = FailureDetail.NotParquet,
            ObjectName = task.ObjectName,
        },
        _ => new() { Code = FailureCode.Internal, ObjectName = task.ObjectName },
    };

    private static bool IsFull(string path) => new DriveInfo(Path.GetDirectoryName(path)!).AvailableFreeSpace < NoSpace;
}
