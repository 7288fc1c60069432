using Freehold.JobContract.Failures;

namespace Freehold.Worker.Tasks;

/// <summary>
/// What a process leaves of a task that has failed for good, and the job with it: <c>&lt;job id&gt;/tasks/&lt;index&gt;.failed-&lt;attempt&gt;.json</c>.
/// </summary>
/// <param name="Index">The index that the process had, from 0.</param>
/// <param name="Failure">Why.</param>
internal sealed record FailedIndex(int Index, Failure Failure);
