namespace k8s.Models;

public partial record V1EnvVarSource
{
    [JsonPropertyName("secretKeyRef")]
    public V1SecretKeySelector SecretKeyRef { get; set; }
}
