using Freehold.Worker.Inputs;
using Freehold.Worker.Tasks;
using Freehold.Worker.Transform;

namespace Freehold.Worker.Stages;

/// <summary>Lists the tasks of a job, once for all of its attempts.</summary>
internal sealed class Planning(StageContext context)
{
    /// <summary>Marks the attempt as begun, and reads the plan or makes it.</summary>
    /// <exception cref="JobFailedException">An input is not there, or the document does not fit it.</exception>
    public async Task<JobPlan> PlanAsync(InputBuckets buckets, CancellationToken stopping)
    {
        var (document, store) = (context.Document, context.Places.Store);
        var planner = JobWorks.For(document, EngineShare.Of(document, 1, context.Container));
        await store.MarkAsync(stopping);
        return await store.ReadPlanAsync(document.Digest, stopping)
            ?? await store.PutPlanAsync(await new InputListing(document, buckets, planner).PlanAsync(stopping), stopping);
    }
}
