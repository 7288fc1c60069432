namespace k8s.Models;

public partial record V1LeaseList : IKubernetesObject<V1ListMeta>, IItems<V1Lease>
{
    [JsonPropertyName("apiVersion")]
    public string ApiVersion { get; set; }

    [JsonPropertyName("kind")]
    public string Kind { get; set; }

    [JsonPropertyName("metadata")]
    public V1ListMeta Metadata { get; set; }

    [JsonPropertyName("items")]
    public required IList<V1Lease> Items { get; set; }
}
