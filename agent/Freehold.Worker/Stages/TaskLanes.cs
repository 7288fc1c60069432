using System.Globalization;
using Freehold.JobContract.Failures;
using Freehold.Worker.Children;
using Freehold.Worker.Inputs;
using Freehold.Worker.Limits;
using Freehold.Worker.Reports;
using Freehold.Worker.Run;
using Freehold.Worker.Tasks;
using Freehold.Worker.Transform;

namespace Freehold.Worker.Stages;

/// <summary>Chooses what tasks run in: this process for the job's only one, else children.</summary>
internal sealed class TaskLanes(StageContext context)
{
    private static readonly TimeSpan HasteLimit = TimeSpan.FromSeconds(1);

    /// <summary>A lane in this process, for a task that is the whole job.</summary>
    public ITaskLane OfThisProcess(IJobWork work, InputBuckets buckets, EngineShare share)
    {
        var (request, places) = (context.Request, context.Places);
        var limits = TaskLimits.Of(context.Document, share.ParallelTasks, context.Container);
        var runner = new TaskRunner(work, buckets, places.Output, places.Store, request.Attempt, request.WorkFolder, context.Log);
        var own = request.OwnsProcess ? limits : limits with { MemoryBytes = long.MaxValue };
        return new InProcessLane(runner, request.WorkFolder, own, SayLast, context.Time);
    }

    /// <summary>Lanes of children.</summary>
    /// <param name="count">How many.</param>
    /// <param name="share">What each may use.</param>
    public IEnumerable<ITaskLane> OfChildren(int count, EngineShare share)
    {
        var (request, places) = (context.Request, context.Places);
        var limits = TaskLimits.Of(context.Document, share.ParallelTasks, context.Container);
        return Enumerable.Range(1, count).Select(lane => new ChildLane(
            lane,
            new ChildStart
            {
                DocumentPath = places.DocumentPath,
                JobId = request.JobId,
                Attempt = request.Attempt,
                Scratch = Path.Join(request.WorkFolder, string.Create(CultureInfo.InvariantCulture, $"child-{lane}")),
                LogPath = places.Logs.PathOf(request.Part.LogNameOfChild(lane)),
                ParallelTasks = share.ParallelTasks,
            },
            limits, context.Time, context.Log));
    }

    private void SayLast(Failure failure)
    {
        if (!context.Request.OwnsProcess)
            return;
        context.Log.EndedAtOnce(failure.Code, failure.Detail, failure.ObjectName);
        context.Reports.WriteLast(ResultReports.Failed(failure, context.Counts.Summary()));
        RemoveInHaste(failure);
        ProcessExit.Now(ExitCode.Failed);
    }

    // As far as the time allows, for memory may still grow: what is left is the next attempt's to remove, and the agent's.
    private void RemoveInHaste(Failure failure)
    {
        using var limit = new CancellationTokenSource(HasteLimit, context.Time);
        try
        {
            Directory.Delete(context.Request.WorkFolder, recursive: true);
            if (!context.Request.IsFollowedByAnother(failure))
                context.Places.Sweep.AfterEndWithoutCommitAsync(limit.Token).Wait(limit.Token);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or AggregateException or OperationCanceledException)
        {
            context.Log.NotDiscarded(e.GetType().Name, context.Places.Output.Address);
        }
    }
}
