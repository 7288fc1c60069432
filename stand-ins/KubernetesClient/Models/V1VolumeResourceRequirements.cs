namespace k8s.Models;

public partial record V1VolumeResourceRequirements
{
    [JsonPropertyName("requests")]
    public IDictionary<string, ResourceQuantity> Requests { get; set; }
}
