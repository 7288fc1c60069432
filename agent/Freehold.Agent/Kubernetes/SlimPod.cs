using k8s.Models;

namespace Freehold.Agent.Kubernetes;

/// <summary>
/// A pod as it is kept: without what was asked of it and nobody looks at again, volumes, variables and arguments above all. Of ten thousand
/// pods that is most of the memory.
/// </summary>
internal static class SlimPod
{
    /// <summary>The same pod; of its spec the node is left, and of each container name, image and resources.</summary>
    public static V1Pod Of(V1Pod pod)
    {
        if (pod.Spec is { } spec)
        {
            pod.Spec = new()
            {
                NodeName = spec.NodeName,
                Containers = [.. (spec.Containers ?? []).Select(container => new V1Container { Name = container.Name, Image = container.Image, Resources = container.Resources })],
            };
        }

        return pod;
    }
}
