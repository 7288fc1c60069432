namespace k8s.Models;

public partial record V1JobList : IKubernetesObject<V1ListMeta>, IItems<V1Job>
{
    [JsonPropertyName("apiVersion")]
    public string ApiVersion { get; set; }

    [JsonPropertyName("kind")]
    public string Kind { get; set; }

    [JsonPropertyName("metadata")]
    public V1ListMeta Metadata { get; set; }

    [JsonPropertyName("items")]
    public required IList<V1Job> Items { get; set; }
}
