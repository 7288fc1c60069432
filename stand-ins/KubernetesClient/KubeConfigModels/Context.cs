using YamlDotNet.Serialization;

namespace k8s.KubeConfigModels;

public class Context
{
    [YamlMember(Alias = "name", ApplyNamingConventions = false)]
    public string Name { get; set; }

    [YamlMember(Alias = "context", ApplyNamingConventions = false)]
    public ContextDetails ContextDetails { get; set; }
}
