using Freehold.Worker.Limits;
using Freehold.Worker.Run;
using Freehold.Worker.Tasks;
using Microsoft.Extensions.Logging;

namespace Freehold.Worker.Children;

/// <summary>Runs tasks in a child, one after another; a child that has died is followed by a new one when the next task comes.</summary>
/// <param name="lane">Its number, from 1.</param>
/// <param name="start">What its children work on; their scratch folder is this lane's alone.</param>
/// <param name="limits">What each task may use.</param>
/// <param name="time">The clock.</param>
/// <param name="log">Says which child did what.</param>
internal sealed class ChildLane(int lane, ChildStart start, TaskLimits limits, TimeProvider time, ILogger log) : ITaskLane
{
    private ChildProcess? _child;

    /// <inheritdoc/>
    public async Task<TaskEnding> RunAsync(
        PlannedTask task, int number, Action<double, long> onProgress, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (_child is null)
        {
            Directory.CreateDirectory(start.Scratch);
            _child = await ChildProcess.StartAsync(start, limits, time, cancellationToken);
            log.ChildStarted(lane, _child.ProcessId);
        }

        var (ending, isAlive) = await _child.RunAsync(task, number, onProgress, cancellationToken);
        if (!isAlive)
            await EndChildAsync(ending);
        return ending;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_child is not null)
            await _child.DisposeAsync();
        _child = null;
    }

    private async Task EndChildAsync(TaskEnding ending)
    {
        log.ChildEnded(lane, _child!.ProcessId, ending is TaskEnding.Failed { Failure.Code: var code } ? code : "");
        await DisposeAsync();
        Directory.Delete(start.Scratch, recursive: true); // scratch files hold data, and the next child's task starts with none
    }
}
