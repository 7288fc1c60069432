using YamlDotNet.Serialization;

namespace k8s.KubeConfigModels;

public class User
{
    [YamlMember(Alias = "name", ApplyNamingConventions = false)]
    public string Name { get; set; }

    [YamlMember(Alias = "user", ApplyNamingConventions = false)]
    public UserCredentials UserCredentials { get; set; }
}
