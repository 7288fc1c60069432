using Freehold.JobContract.Failures;

namespace Freehold.Worker.Tasks;

/// <summary>What the failure of a task means for the task and for its job.</summary>
internal static class TaskFailures
{
    /// <summary>Whether the same task may go better the next time.</summary>
    public static bool IsWorthRetrying(Failure failure) =>
        failure.Code is FailureCode.BucketUnavailable or FailureCode.WorkerCrashed or FailureCode.OomKilled;

    /// <summary>
    /// Whether it is about the one file, so that the others may still go well. A document that does not fit, a secret that is
    /// missing, or a store that refuses concerns them all.
    /// </summary>
    public static bool IsOfTheFile(Failure failure) => failure.Code switch
    {
        FailureCode.BadInput or FailureCode.InputMissing or FailureCode.TimeLimit or FailureCode.OomKilled
            or FailureCode.WorkerCrashed or FailureCode.Internal => true,
        FailureCode.OutputUnwritable => failure.Detail is FailureDetail.DiskLimit,
        FailureCode.BucketUnavailable => failure.Detail is FailureDetail.Changed,
        _ => false,
    };

    /// <summary>Its object was written to while it was read.</summary>
    public static Failure Changed(PlannedTask task) =>
        new() { Code = FailureCode.BucketUnavailable, Detail = FailureDetail.Changed, ObjectName = task.ObjectName };

    /// <summary>It ran longer than <c>taskTimeLimit</c>.</summary>
    public static Failure TooLong(PlannedTask task) =>
        new() { Code = FailureCode.TimeLimit, Detail = FailureDetail.TaskTimeLimit, ObjectName = task.ObjectName };

    /// <summary>Its process used more memory than its share.</summary>
    public static Failure TooMuchMemory(PlannedTask task) =>
        new() { Code = FailureCode.OomKilled, Detail = FailureDetail.TaskMemory, ObjectName = task.ObjectName };

    /// <summary>Its scratch folder outgrew its share.</summary>
    public static Failure TooMuchDisk(PlannedTask task) =>
        new() { Code = FailureCode.OutputUnwritable, Detail = FailureDetail.DiskLimit, ObjectName = task.ObjectName };
}
