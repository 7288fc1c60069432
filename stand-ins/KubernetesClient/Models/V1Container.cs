namespace k8s.Models;

public partial record V1Container
{
    [JsonPropertyName("args")]
    public IList<string> Args { get; set; }

    [JsonPropertyName("command")]
    public IList<string> Command { get; set; }

    [JsonPropertyName("env")]
    public IList<V1EnvVar> Env { get; set; }

    [JsonPropertyName("image")]
    public string Image { get; set; }

    [JsonPropertyName("imagePullPolicy")]
    public string ImagePullPolicy { get; set; }

    [JsonPropertyName("name")]
    public required string Name { get; set; }

    [JsonPropertyName("resources")]
    public V1ResourceRequirements Resources { get; set; }

    [JsonPropertyName("securityContext")]
    public V1SecurityContext SecurityContext { get; set; }

    [JsonPropertyName("terminationMessagePath")]
    public string TerminationMessagePath { get; set; }

    [JsonPropertyName("terminationMessagePolicy")]
    public string TerminationMessagePolicy { get; set; }

    [JsonPropertyName("volumeMounts")]
    public IList<V1VolumeMount> VolumeMounts { get; set; }
}
