using System.Text.Json;
using Freehold.Agent.Assignments;
using Freehold.Agent.Executors;
using Freehold.JobContract.Documents;

namespace Freehold.Agent.Checks.Workers;

/// <summary>A worker to be started for a check: a job of kind check in the place of another kind.</summary>
/// <param name="IsOfStores">Whether it tries stores of the customer's; else only whether a worker comes up at all.</param>
internal sealed record WorkerTrial(JobKind Kind, string Input, string Output, bool IsOfStores)
{
    /// <summary>Reads its own document and writes to its own scratch folder: a worker without any store.</summary>
    public static WorkerTrial WithoutStores(JobKind kind) => new(kind, "file:///freehold/job/job.json", "file:///scratch/check/", IsOfStores: false);

    public WorkOrder ToOrder() => new(new AttemptId(Guid.NewGuid(), 1), Document, Traceparent: "", CorrelationId: "");

    /// <summary>The job document, its keys in their order.</summary>
    public string Document => JsonSerializer.Serialize(new
    {
        input = Input,
        kind = JobKind.Check.Name(),
        output = Output,
        resources = new { size = "S" },
        spec = new { @as = Kind.Name() },
        timeLimit = "10m",
    });
}
