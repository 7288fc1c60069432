using System.Text.Json.Nodes;
using Freehold.Agent.Executors.Kubernetes.PodTemplates;

namespace Freehold.Charts.Tests.Helm;

/// <summary>What becomes of the values for workers once the agent has read them.</summary>
internal static class WorkerPod
{
    public static JsonObject Of(IReadOnlyList<Manifest> manifests)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["template.json"], (string)manifests.The("ConfigMap", "eu-bank-agent-workers").At("data")!["pod-template.json"]!);
        var pod = new JsonObject();
        var template = PodTemplateFile.TryRead(folder["template.json"], out var problem);
        Assert.That(template, Is.Not.Null, problem);
        template!.ApplyTo(pod);
        return pod;
    }
}
