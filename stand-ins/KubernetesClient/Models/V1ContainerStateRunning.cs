namespace k8s.Models;

public partial record V1ContainerStateRunning
{
    [JsonPropertyName("startedAt")]
    public DateTime? StartedAt { get; set; }
}
