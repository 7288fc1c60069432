using System.Text.Json;
using System.Text.Json.Nodes;
using Freehold.Agent.Assignments;
using Freehold.Agent.Executors;
using Freehold.Agent.Executors.Kubernetes;
using Freehold.JobContract.Documents;

namespace Freehold.Agent.Checks.Cluster;

/// <summary>The Jobs that workers would run as, one for each kind: what is asked about is what would be made.</summary>
internal sealed class TrialJobs(JobManifest manifest)
{
    /// <summary>Kinds that have a worker of their own. Of a check the worker is that of another kind.</summary>
    public IReadOnlyList<JobKind> Kinds { get; } = [.. JobKinds.Supported.Where(kind => kind is not JobKind.Check)];

    /// <summary>The smallest worker of a kind.</summary>
    public JsonObject BodyOf(JobKind kind) => manifest.BodyOf(new WorkOrder(
        new AttemptId(Guid.NewGuid(), 1),
        JsonSerializer.Serialize(new { input = "file:///nothing", kind = kind.Name(), output = "file:///nothing/", resources = new { size = "S" } }),
        Traceparent: "",
        CorrelationId: ""));
}
