namespace k8s.Models;

public partial record V1PersistentVolumeClaimTemplate
{
    [JsonPropertyName("metadata")]
    public V1ObjectMeta Metadata { get; set; }

    [JsonPropertyName("spec")]
    public required V1PersistentVolumeClaimSpec Spec { get; set; }
}
