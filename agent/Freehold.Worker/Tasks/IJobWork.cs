using Freehold.Worker.Output;

namespace Freehold.Worker.Tasks;

/// <summary>
/// What a kind of job does: one object at a time, in whichever process, and then once for the job as a whole. Made from the
/// document and the secrets alone, so that every process of a job makes the same one. Safe from any thread.
/// </summary>
internal interface IJobWork
{
    /// <summary>Name of what a task writes, within its attempt. Two objects of one job may not have the same.</summary>
    /// <param name="objectName">The object within the input.</param>
    /// <exception cref="JobFailedException">Such an object cannot be read by this kind of job.</exception>
    string OutputNameOf(string objectName);

    /// <summary>
    /// Does one object: reads it, and publishes files under the attempt. May run again, in another process or attempt, after it
    /// failed or was killed at any point; a file that it publishes twice must be the same.
    /// </summary>
    /// <param name="task">The object.</param>
    /// <param name="context">Where it reads and writes.</param>
    /// <param name="cancellationToken">Ends it; what it has published is left to the caller.</param>
    /// <exception cref="JobFailedException">The object, the document or the disk does not let it succeed.</exception>
    Task<TaskProduct> RunAsync(PlannedTask task, TaskContext context, CancellationToken cancellationToken);

    /// <summary>
    /// Makes the job's files of what its tasks have left, in one process, before the commit. The tasks' files may be those of
    /// earlier attempts.
    /// </summary>
    /// <param name="tasks">The tasks that succeeded, in the order of the plan; at least one.</param>
    /// <param name="context">Where their files are read and the job's are written.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>All files of the job's output. What is not among them is deleted after the commit.</returns>
    /// <exception cref="JobFailedException">It cannot succeed.</exception>
    Task<IReadOnlyList<OutputFile>> ConcludeAsync(
        IReadOnlyList<FinishedTask> tasks, ConcludeContext context, CancellationToken cancellationToken);
}
