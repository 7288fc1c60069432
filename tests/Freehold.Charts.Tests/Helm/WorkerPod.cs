using System.Text.Json.Nodes;
using Freehold.Agent.Assignments;
using Freehold.Agent.Executors;
using Freehold.Agent.Executors.Kubernetes;
using Microsoft.Extensions.DependencyInjection;

namespace Freehold.Charts.Tests.Helm;

/// <summary>The pod of a worker, as the agent makes it with the settings and files that the chart gives it.</summary>
internal static class WorkerPod
{
    private const string Document = """
        {"kind":"transform","agent":"eu-bank","input":["file:///data/*.csv"],"output":"file:///data/out/","resources":RESOURCES,
         "spec":{"key":{"secret":"anonymise/key"},"rules":[{"columns":"email","action":"pseudonym"}]}}
        """;

    public static JsonObject Of(IReadOnlyList<Manifest> manifests, string resources)
    {
        using var folder = new TemporaryFolder();
        using var agent = AgentInItsPod.PutTogether(manifests, folder).BuildServiceProvider();

        var order = new WorkOrder(new AttemptId(Guid.Parse("0193d5a0-0000-7000-8000-000000000001"), 1), Document.Replace("RESOURCES", resources, StringComparison.Ordinal), "", "");
        return agent.GetRequiredService<JobManifest>().BodyOf(order)["spec"]!["template"]!.AsObject();
    }
}
