using YamlDotNet.Serialization;

namespace k8s.KubeConfigModels;

public class K8SConfiguration
{
    [YamlMember(Alias = "current-context", ApplyNamingConventions = false)]
    public string CurrentContext { get; set; }

    [YamlMember(Alias = "contexts", ApplyNamingConventions = false)]
    public List<Context> Contexts { get; set; } = [];

    [YamlMember(Alias = "clusters", ApplyNamingConventions = false)]
    public List<Cluster> Clusters { get; set; } = [];

    [YamlMember(Alias = "users", ApplyNamingConventions = false)]
    public List<User> Users { get; set; } = [];
}
