namespace k8s.Models;

public partial record V1ContainerStatus
{
    [JsonPropertyName("image")]
    public required string Image { get; set; }

    [JsonPropertyName("imageID")]
    public required string ImageID { get; set; }

    [JsonPropertyName("lastState")]
    public V1ContainerState LastState { get; set; }

    [JsonPropertyName("name")]
    public required string Name { get; set; }

    [JsonPropertyName("ready")]
    public required bool Ready { get; set; }

    [JsonPropertyName("restartCount")]
    public required int RestartCount { get; set; }

    [JsonPropertyName("state")]
    public V1ContainerState State { get; set; }
}
