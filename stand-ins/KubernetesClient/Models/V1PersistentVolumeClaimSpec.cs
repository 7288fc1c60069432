namespace k8s.Models;

public partial record V1PersistentVolumeClaimSpec
{
    [JsonPropertyName("accessModes")]
    public IList<string> AccessModes { get; set; }

    [JsonPropertyName("resources")]
    public V1VolumeResourceRequirements Resources { get; set; }

    [JsonPropertyName("storageClassName")]
    public string StorageClassName { get; set; }
}
