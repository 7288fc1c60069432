using Freehold.Buckets;
using Freehold.JobContract.Documents;
using Freehold.JobContract.Failures;
using Freehold.Worker.Tasks;

namespace Freehold.Worker.Inputs;

/// <summary>Finds the objects that a document's inputs mean: one object is one task.</summary>
internal sealed class InputListing(JobDocument document, InputBuckets buckets, IJobWork work)
{
    /// <summary>Lists them, ordered by the name of what becomes of them.</summary>
    /// <exception cref="JobFailedException">An input means nothing that is there or too much, this kind of job cannot read an object,
    /// or two objects would have one output.</exception>
    public async Task<JobPlan> PlanAsync(CancellationToken cancellationToken)
    {
        var found = new List<PlannedTask>();
        for (var input = 0; input < document.Inputs.Count; input++)
            await AddAsync(found, input, cancellationToken);

        found.Sort((left, right) => string.CompareOrdinal(left.OutputName, right.OutputName));
        RequireDistinctOutputs(found);
        return new() { ConfigDigest = document.Digest, Tasks = [.. found.Select((task, index) => task with { Index = index })] };
    }

    private async Task AddAsync(List<PlannedTask> found, int input, CancellationToken cancellationToken)
    {
        var text = document.Inputs[input];
        var bucket = buckets.Of(input);
        var pattern = new ObjectPattern(BucketAddress.OfObjects(text).Pattern);
        if (!pattern.IsGlob)
        {
            var single = pattern.Text.Length > 0 ? await bucket.FindAsync(pattern.Text, cancellationToken) : null;
            found.Add(TaskOf(input, single ?? throw Refused(FailureCode.InputMissing, FailureDetail.NotFound, text)));
            return;
        }

        var before = found.Count;
        await foreach (var item in bucket.ListAsync("", pattern.IsDeep, cancellationToken))
        {
            if (!pattern.Matches(item.Name))
                continue;
            if (found.Count == JobPlan.MostTasks)
                throw Refused(FailureCode.SpecInvalid, FailureDetail.TooManyObjects, text);
            found.Add(TaskOf(input, item));
        }

        if (found.Count == before)
            throw Refused(FailureCode.InputMissing, FailureDetail.NoMatch, text);
    }

    private PlannedTask TaskOf(int input, BucketObject item) => new(0, input, item.Name, item.Bytes, OutputNameOf(item.Name));

    // A file that cannot be read is the task's failure where such files are put aside, and the job's before anything runs where not.
    private string OutputNameOf(string objectName)
    {
        try
        {
            return work.OutputNameOf(objectName);
        }
        catch (JobFailedException e) when (document.BadFiles is BadFiles.Quarantine && TaskFailures.IsOfTheFile(e.Failure))
        {
            return objectName;
        }
    }

    // Neighbours, since the list is in the order of these names.
    private static void RequireDistinctOutputs(List<PlannedTask> tasks)
    {
        for (var index = 1; index < tasks.Count; index++)
        {
            if (string.Equals(tasks[index].OutputName, tasks[index - 1].OutputName, StringComparison.Ordinal))
                throw Refused(FailureCode.SpecInvalid, FailureDetail.SameOutputName, tasks[index].OutputName);
        }
    }

    private static JobFailedException Refused(string code, string detail, string name) =>
        new(new Failure { Code = code, Detail = detail, ObjectName = name });
}
