using YamlDotNet.Serialization;

namespace k8s.KubeConfigModels;

public class ExternalExecution
{
    [YamlMember(Alias = "apiVersion", ApplyNamingConventions = false)]
    public string ApiVersion { get; set; }

    [YamlMember(Alias = "command", ApplyNamingConventions = false)]
    public string Command { get; set; }

    [YamlMember(Alias = "env", ApplyNamingConventions = false)]
    public IList<Dictionary<string, string>> EnvironmentVariables { get; set; }

    [YamlMember(Alias = "args", ApplyNamingConventions = false)]
    public IList<string> Arguments { get; set; }
}
