using YamlDotNet.Serialization;

namespace k8s.KubeConfigModels;

public class Cluster
{
    [YamlMember(Alias = "name", ApplyNamingConventions = false)]
    public string Name { get; set; }

    [YamlMember(Alias = "cluster", ApplyNamingConventions = false)]
    public ClusterEndpoint ClusterEndpoint { get; set; }
}
