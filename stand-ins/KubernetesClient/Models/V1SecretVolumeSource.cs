namespace k8s.Models;

public partial record V1SecretVolumeSource
{
    [JsonPropertyName("defaultMode")]
    public int? DefaultMode { get; set; }

    [JsonPropertyName("secretName")]
    public string SecretName { get; set; }
}
