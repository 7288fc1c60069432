namespace k8s.Models;

public partial record V1SeccompProfile
{
    [JsonPropertyName("type")]
    public required string Type { get; set; }
}
