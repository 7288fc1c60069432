namespace Freehold.Worker.Tasks;

/// <summary>Something that runs tasks, one at a time.</summary>
internal interface ITaskLane : IAsyncDisposable
{
    /// <summary>Runs one try of a task.</summary>
    /// <param name="task">The task.</param>
    /// <param name="number">Which try of this attempt it is, from 1.</param>
    /// <param name="onProgress">See <see cref="TaskContext.OnProgress"/>.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="OperationCanceledException">Ended.</exception>
    Task<TaskEnding> RunAsync(PlannedTask task, int number, Action<double, long> onProgress, CancellationToken cancellationToken);
}
